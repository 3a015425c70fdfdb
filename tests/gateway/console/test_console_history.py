"""History, evidence and statistics in the console."""

from __future__ import annotations

import io
import zipfile

from gateway.evidence.checking import problems
from gateway.store.person import Role
from tests.gateway.console.stage import BUYER, Stage, letter

ORDER = "302-1234567-1234567"
HELD = "We give you a refund if you change your review. Call +49 170 1234567."
HOSTILE = '"><script>alert(1)</script>'


async def test_everything_about_an_order_or_a_buyer_is_listed(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    await stage.hold(letter(HELD, subject="Your order 302-7654321-7654321"))
    anna = await stage.person("anna")
    by_order = (await anna.get(f"/history?about={ORDER}")).text
    assert f"/messages/{id}" in by_order and "302-7654321-7654321" not in by_order
    by_buyer = (await anna.get(f"/history?about={BUYER.decode().upper()}")).text
    assert ORDER in by_buyer and "302-7654321-7654321" in by_buyer
    assert "Nothing is on record" in (await anna.get("/history?about=302-0000000-0000000")).text


async def test_history_of_another_account_is_nobody_elses(stage: Stage) -> None:
    await stage.hold(letter(HELD), account="north")
    south = await stage.person("south", accounts=["south"])
    assert "Nothing is on record" in (await south.get(f"/history?about={ORDER}")).text


async def test_hostile_words_are_escaped(stage: Stage) -> None:
    await stage.hold(letter(HELD, subject=f"{ORDER} {HOSTILE}"))
    anna = await stage.person("anna")
    assert "<script>alert" not in (await anna.get(f"/history?about={ORDER}")).text
    assert "<script>alert" not in (await anna.get(f"/history?about={HOSTILE}")).text


async def test_an_auditor_takes_evidence_and_the_trail_knows(stage: Stage) -> None:
    await stage.hold(letter(HELD))
    auditor, reviewer = await stage.person("ada", Role.AUDITOR), await stage.person("anna")
    taken = await auditor.post("/history/evidence", about=ORDER)
    assert taken.headers["content-disposition"].startswith("attachment")
    assert list(problems(taken.content)) == []
    assert len([name for name in zipfile.ZipFile(io.BytesIO(taken.content)).namelist() if name.endswith("record.json")]) == 1
    [entry] = await stage.desk.audit.list("order", ORDER)
    assert (entry.actor, entry.action) == ("ada", "evidence")
    assert (await reviewer.post("/history/evidence", about=ORDER)).status_code == 403
    assert (await auditor.post("/history/evidence", about="302-0000000-0000000")).status_code == 404


async def test_statistics_show_figures_beside_the_picture(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    await anna.post(f"/messages/{id}/reject", reason="no")
    for days in ("7", "30", "90", "x"):
        page = await anna.get(f"/statistics?days={days}")
        assert page.status_code == 200
        assert "<rect" in page.text and 'href="/rules/' in page.text
    empty = await (await stage.person("south", accounts=["south"])).get("/statistics")
    assert "Nothing was stopped." in empty.text
