"""How marks, hidden text and targets look in a mail's own page; the mail's style sheets cannot undo it."""

from __future__ import annotations

from filters.showing.colours import COLOURS

_PAPERS = ("#ffc7c2", "#ffd2a8", "#f7e48a", "#b9ecc4", "#aee9ea", "#c0d5ff", "#dccbff", "#ffc6ea")


def _marks() -> str:
    return "".join(
        f"mark.c{number}{{background:{paper}!important;box-shadow:0 0 0 1px #5558!important}}"
        for number, paper in zip(range(COLOURS), _PAPERS, strict=True)
    )


LOOK = (
    "<style>"
    "body{font:15px/1.5 system-ui,sans-serif;color:#16191d;background:#fff;margin:16px;overflow-wrap:anywhere}"
    "img,table{max-width:100%}"
    "mark.finding{color:#16191d!important;border-radius:2px;visibility:visible!important}" + _marks() + "[data-hidden]"
    "{display:revert!important;visibility:visible!important;opacity:1!important;color:#5b1020!important;font-size:13px!important;"
    "line-height:1.4!important;max-height:none!important;max-width:none!important;width:auto!important;height:auto!important;"
    "text-indent:0!important;position:static!important;overflow:visible!important;"
    "background:repeating-linear-gradient(135deg,#fde7ea 0 6px,#fff 6px 12px)!important;outline:1px dashed #b3243f!important}"
    "[data-hidden]::before{content:'hidden (' attr(data-hidden) '): ';font:600 11px system-ui,sans-serif;color:#b3243f}"
    ".link-target,.no-picture{font:12px ui-monospace,monospace!important;color:#334!important;background:#e9edf3!important;"
    "border-radius:3px;padding:0 4px;margin-left:4px;text-decoration:none!important;display:inline!important}"
    "</style>"
)
