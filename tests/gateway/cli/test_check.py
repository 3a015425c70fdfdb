"""`mailsluice check`: the contract for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main

CRLF = (
    b"From: shop@seller.example\r\nTo: k3l9x2m4p7q8r5t@marketplace.amazon.de\r\n"
    b"Subject: Order 305-1234567-7654321\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n"
)
CLEAN = CRLF + b"Hello,\r\nyour lamp has shipped.\r\n"
EMOJI = CRLF + "Hello,\r\nyour lamp 😀 has shipped.\r\n".encode()
HELD = CLEAN.replace(b"MIME-Version", b"Subject: again\r\nMIME-Version")


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=stdin)


def write(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def told(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_clean_mail_is_forwarded_as_it_is(tmp_path: Path) -> None:
    result = run("--format", "json", "--out", tmp_path / "out", write(tmp_path, "a.eml", CLEAN))
    assert result.exit_code == 0
    (line,) = told(result)
    assert line == {
        "file": str(tmp_path / "a.eml"),
        "action": "forward",
        "edited": False,
        "policy": line["policy"],
        "findings": [],
    }
    assert (tmp_path / "out" / "a.eml").read_bytes() == CLEAN


def test_a_repair_is_told_and_made(tmp_path: Path) -> None:
    path = write(tmp_path, "a.eml", EMOJI)
    result = run("--format", "json", "--out", tmp_path / "out", path)
    assert result.exit_code == 0
    (finding,) = told(result)[0]["findings"]
    assert finding | {"note": ""} == {
        "rule": "style/emoji",
        "action": "fix",
        "surface": "text",
        "words": "😀",
        "start": EMOJI.index("😀".encode()),
        "end": EMOJI.index("😀".encode()) + 4,
        "quoted": False,
        "note": "",
        "fix": "",
    }
    assert (tmp_path / "out" / "a.eml").read_bytes() == CLEAN.replace(b"Hello,", b"Hello,")


def test_the_places_are_those_in_a_file_with_lf_lines(tmp_path: Path) -> None:
    raw = EMOJI.replace(b"\r\n", b"\n")
    result = run("--format", "json", "--out", tmp_path / "out", write(tmp_path, "a.eml", raw))
    (finding,) = told(result)[0]["findings"]
    assert raw[finding["start"] : finding["end"]] == "😀".encode()
    assert (tmp_path / "out" / "a.eml").read_bytes() == CLEAN.replace(b"\r\n", b"\n")


def test_held_mail_is_exit_code_1(tmp_path: Path) -> None:
    result = run("--format", "json", write(tmp_path, "a.eml", CLEAN), write(tmp_path, "b.eml", HELD))
    assert result.exit_code == 1
    assert [line["action"] for line in told(result)] == ["forward", "hold"]
    assert told(result)[1]["findings"][0]["fix"] is None


def test_standard_input_and_text(tmp_path: Path) -> None:
    result = run("-", stdin=EMOJI)
    assert result.exit_code == 0
    assert result.stdout.startswith("-: forward, edited\n  fix    style/emoji [text]")


def test_a_directory_is_gone_through(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "b.eml", CLEAN)
    write(tmp_path / "in", "a.eml", CLEAN)
    write(tmp_path / "in", "c.txt", CLEAN)
    assert [Path(line["file"]).name for line in told(run("--format", "json", tmp_path / "in"))] == ["a.eml", "b.eml"]


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "a.eml", CLEAN.replace(b"lamp", name.encode()))
    run("--out", tmp_path / "out", tmp_path / "one" / "a.eml", tmp_path / "two" / "a.eml")
    assert sorted(b"one" in path.read_bytes() for path in (tmp_path / "out").iterdir()) == [False, True]


def test_facts_decide_what_the_message_cannot(tmp_path: Path) -> None:
    path = write(tmp_path, "a.eml", CLEAN.replace(b"305-1234567-7654321", b"of a lamp"))
    assert run(path).exit_code == 1
    facts = write(tmp_path, "facts.json", b'{"reply": true}')
    assert run("--facts", facts, path).exit_code == 0
    facts = write(tmp_path, "facts.json", b'{"order_ids": ["305-1234567-7654321"], "now": "2026-11-24T12:00:00+00:00"}')
    assert run("--facts", facts, path).exit_code == 0


def test_an_answer_is_known_by_its_headers(tmp_path: Path) -> None:
    answer = CLEAN.replace(b"305-1234567-7654321", b"a lamp").replace(b"MIME-V", b"In-Reply-To: <1@x.example>\r\nMIME-V")
    assert run(write(tmp_path, "a.eml", answer)).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "Missing argument"),
        (["none.eml"], "none.eml: No such file"),
        (["--policy", "amazn", "a.eml"], "amazn"),
        (["--format", "xml", "a.eml"], "is not one of"),
        (["--facts", "wrong.json", "a.eml"], "unknown fact replay; known are account"),
        (["--facts", "broken.json", "a.eml"], "broken.json: Expecting"),
        (["--facts", "list.json", "a.eml"], "expected a JSON object"),
        (["--facts", "text.json", "a.eml"], "text.json: rcpt_to: Input should be a valid array"),
        (["--facts", "yes.json", "a.eml"], "yes.json: reply: Input should be a valid boolean"),
        (["empty"], "there is no .eml file"),
    ],
)
def test_usage_is_exit_code_2_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "a.eml", CLEAN)
    write(tmp_path, "wrong.json", b'{"replay": true}')
    write(tmp_path, "text.json", b'{"rcpt_to": "anna@marketplace.amazon.de"}')
    write(tmp_path, "yes.json", b'{"reply": "yes"}')
    write(tmp_path, "broken.json", b"{")
    write(tmp_path, "list.json", b"[]")
    (tmp_path / "empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert text in result.stderr
    assert not isinstance(result.exception, Exception)


def test_nothing_in_the_report_moves_a_terminal(tmp_path: Path) -> None:
    hostile = EMOJI.replace(b"Hello", b"\x1b]0;evil\x07Hello").replace("😀".encode(), "😀\u202e".encode())
    assert "\x1b" not in run(write(tmp_path, "a.eml", hostile)).stdout


def test_line_breaks_are_told_on_one_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.eml", CLEAN + b"\r\n\r\n\r\nBye\r\n")
    told = run(path).stdout
    assert r"style/line-breaks [text] “\n\n\n\n” -> “\n\n”" in told
