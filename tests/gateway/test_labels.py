import pytest

from gateway.labels import capped, code_class, code_label, verb


@pytest.mark.parametrize(
    ("code", "label", "kind"),
    [(250, "250", "2xx"), (299, "2xx", "2xx"), (550, "550", "5xx"), (0, "other", "other"), (9999, "other", "other")],
)
def test_codes_are_known_ones_or_a_class(code: int, label: str, kind: str) -> None:
    assert (code_label(code), code_class(code)) == (label, kind)


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("MAIL FROM:<a@b.example>", "MAIL"),
        ("rcpt to:<a@b.example>", "RCPT"),
        ("QUIT\r\n", "QUIT"),
        ("AUTH PLAIN c2VjcmV0", "AUTH"),
        ("c2VjcmV0", "other"),
        ("GET / HTTP/1.1", "other"),
        ("", "CONNECT"),
        (" ", "other"),
        ("\x1b[31mDATA", "other"),
    ],
)
def test_only_known_verbs_are_told(command: str, word: str) -> None:
    assert verb(command) == word


def test_a_capped_label_stops_at_its_limit() -> None:
    label = capped(2)
    assert [label(name) for name in ("a", "b", "c", "a", "d")] == ["a", "b", "other", "a", "other"]


def test_a_name_that_cannot_be_shown_is_other() -> None:
    assert [capped(9)(name) for name in ("\ud800", "a\nb", "\x1b[31m", "links/external", "\u65e5\u672c")] == ["other"] * 3 + [
        "links/external",
        "\u65e5\u672c",
    ]
