"""One line, one object, at most 2 KB, nothing in it that could be taken for something else (SMTP-056)."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.log_line import LIMIT, line
from tests.gateway.observed import NOW

HOSTILE = [
    "x\r\n[ERROR] fake",
    "\x1b[31mred\x1b]0;title\x07",
    "nul\0 del\x7f csi\x9b31m",
    "line\u2028paragraph\u2029next\x85",
    "‮txt.exe",
    "\udcff\ud800 surrogates",
    '","level":"error","event":"fake',
    "n" * 1_000_000,
    "\x7f" * 1_000_000,
    "😀" * 1_000_000,
    "\ud800" * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_one_bounded_printable_line(text: str) -> None:
    fields = {f"field{number}": text for number in range(12)} | {
        "many": [text] * 100,
        "map": {text[:1000] + str(n): n for n in range(500)},
    }
    written = line(NOW.timestamp(), "info", "received", fields)
    assert len(written) <= LIMIT
    assert written.endswith(b"\n")
    assert all(0x20 <= byte < 0x7F for byte in written[:-1])
    parsed = json.loads(written)
    assert (parsed["level"], parsed["event"]) == ("info", "received")
    json.dumps(parsed, ensure_ascii=False).encode("utf-8")


VALUES = (
    st.text()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.booleans()
    | st.none()
)


@given(
    st.dictionaries(
        st.text("abcdefgh_", min_size=1, max_size=12),
        VALUES | st.lists(VALUES) | st.dictionaries(st.text(), VALUES),
        max_size=14,
    )
)
def test_any_fields_make_one_line(fields: dict[str, object]) -> None:
    written = line(NOW.timestamp(), "info", "received", fields)
    assert len(written) <= LIMIT
    assert written.count(b"\n") == 1
    assert json.loads(written).keys() >= fields.keys() - {"ts", "level", "event"}


def test_ordinary_values_are_kept_as_they_are() -> None:
    fields = {"id": "01HX", "size": 12, "tls": True, "login": None, "rcpt_to": ["a@b.example"], "rules": {"links/external": 2}}
    parsed = json.loads(line(NOW.timestamp(), "info", "received", fields))
    assert parsed == {"ts": "2026-05-04T12:30:00.000Z", "level": "info", "event": "received"} | fields


def test_times_are_utc_and_seconds_short() -> None:
    at = datetime(2026, 5, 4, 14, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    parsed = json.loads(line(at.timestamp(), "info", "held", {"seconds": 0.1234567891}))
    assert parsed["ts"] == "2026-05-04T12:30:00.123Z"
    assert parsed["seconds"] == 0.123457
    assert datetime.fromisoformat(parsed["ts"]).tzinfo == UTC


def test_what_was_cut_says_so() -> None:
    parsed = json.loads(line(NOW.timestamp(), "info", "received", {"name": "n" * 500, "rcpt_to": ["a@b.example"] * 100}))
    assert parsed["name"].endswith("n…")
    assert parsed["rcpt_to"][-1].startswith("… ")
