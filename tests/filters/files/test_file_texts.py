"""What files say reaches the rules, and nothing in a file is ever edited."""

from __future__ import annotations

import pytest

from filters.catalogue import RULES
from filters.detect.papers import is_paper
from filters.finding import Action
from filters.inspection import inspect
from filters.mail.mail import Mail
from filters.policy import Layer, Policy
from filters.sample import sample, sample_facts
from filters.verdict import Verdict
from tests.support.files import OLE, PNG, archive, docx, mail, part, pdf, xlsx

BINARY = "application/octet-stream"
FACTS = sample_facts({})
RULES_HERE = [rule for rule in RULES if rule.family in ("attachments", "contact", "links", "system")]
POLICY = Policy.from_data([Layer("own", {"attachments": {"type": "off", "active": "off"}})])
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
ADDRESS = "jan@web.example"
SITE = "https://shop.example/x"
SMALL = Policy.from_data([Layer("small", {"attachments": {"options": {"size": {"megabytes": 1}}}})])
CRLF = b"\r\n"
OLD_MAIL = sample(f"Write to {ADDRESS}")


def texts(raw: bytes) -> list[str]:
    return [surface.text.strip() for surface in Mail.of(raw, FACTS).of_kind("attachment")]


def found(raw: bytes) -> dict[str, Action]:
    return {finding.rule: finding.action for finding in verdict(raw).findings}


def verdict(raw: bytes) -> Verdict:
    return inspect(raw, FACTS, POLICY, RULES_HERE)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", pdf(["Hello", "you"], link=SITE), ["Hello\nyou", f"{SITE}\n{SITE}"]),
        ("a.docx", docx("Hello\nyou", link=SITE), ["Hello\nyou", SITE]),
        (
            "a.docx",
            docx('go</w:t><w:instrText>HYPERLINK "https://sh</w:instrText><w:instrText>op.example"</w:instrText><w:t>on'),
            ['go HYPERLINK "https://shop.example" on'],
        ),
        ("a.xlsx", xlsx("Hello", "4930901820"), ["Hello\n4930901820"]),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le") + "Hello you".encode("utf-16-le"), ["WordDocumentHello you"]),
        ("a.txt", b"Hello", ["Hello"]),
        ("a.ics", b"BEGIN:VCALENDAR\nURL:x", ["BEGIN:VCALENDAR\nURL:x"]),
        ("a.xml", b"<?xml version='1.0'?><a xmlns='http://x.example/'><b>Hello</b></a>", ["Hello"]),
        ("a.zip", archive({"b.txt": "Hello", "c.zip": archive({"d.docx": docx("you")})}), ["Hello", "you"]),
        ("a.odt", archive({"mimetype": OPEN_DOCUMENT, "content.xml": "<p>Hello</p>"}), ["Hello"]),
        ("a.png", b"\x89PNG\r\n\x1a\nHello", []),
    ],
)  # fmt: skip
def test_the_texts_of_a_file(name: str, content: bytes, expected: list[str]) -> None:
    assert texts(mail(part(name, BINARY, content))) == expected


def test_a_mail_in_an_archive_shows_its_head_and_its_parts() -> None:
    head, body = texts(mail(part("a.zip", BINARY, archive({"b.eml": OLD_MAIL}))))
    assert "Subject: Your order" in head
    assert body == f"Write to {ADDRESS}"


def test_the_charset_of_a_part_within_is_obeyed() -> None:
    inner = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n" + "Привет".encode("koi8-r")
    assert texts(mail(part("b.eml", BINARY, inner)))[1] == "Привет"


def test_a_text_of_the_mail_itself_is_read_once() -> None:
    assert texts(mail(part("a.txt", "text/plain", b"Hello"))) == ["Hello"]
    assert texts(mail(part("a.txt", "text/plain", b"#!/bin/sh\necho"))) == ["#!/bin/sh\necho"]


def test_a_file_that_is_declared_text_is_read_as_what_it_is() -> None:
    assert "Hello" in texts(mail(part("a.pdf", "text/plain", pdf(["Hello"]))))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf([f"Write to {ADDRESS}"])),
        ("a.docx", docx(f"Write to {ADDRESS}")),
        ("a.xlsx", xlsx(ADDRESS)),
        ("a.docx", docx("Write", link=f"mailto:{ADDRESS}")),
        ("a.zip", archive({"b.txt": ADDRESS})),
        ("a.eml", OLD_MAIL),
    ],
)
def test_what_could_be_repaired_elsewhere_holds_in_a_file(name: str, content: bytes) -> None:
    raw = mail(part(name, BINARY, content))
    assert found(raw)["contact/email"] is Action.HOLD
    assert verdict(raw).outgoing is raw


def test_the_letter_is_repaired_while_its_file_is_read_once() -> None:
    raw = mail(part("a.pdf", BINARY, pdf(["Hello"])), text=f"Write to {ADDRESS} today.")
    before = Mail.of(raw, FACTS)
    after = Mail.of(raw, FACTS, before)
    assert after.files[0].file is before.files[0].file
    repaired = verdict(raw)
    assert (repaired.outcome, ADDRESS.encode() in repaired.outgoing) == ("forward", False)


def test_another_file_in_the_same_place_is_read_anew() -> None:
    before = Mail.of(mail(part("a.pdf", BINARY, pdf(["Hello"]))), FACTS)
    after = Mail.of(mail(part("a.pdf", BINARY, pdf(["Other"]))), FACTS, before)
    assert [surface.text for surface in after.of_kind("attachment")] == ["Other"]


PAPERS = [
    ("Rechnung 2024-001.pdf", "Haus & Garten\n24,90 EUR\n2024"),
    ("scan.pdf", "RECHNUNG Nr. 4711\nHaus & Garten"),
    ("invoice_302-1234567.pdf", "Total 12.50"),
    ("a.pdf", "Delivery Note 12345"),
    ("a.pdf", "Haus GmbH Invoice 4711\nLamp"),
    ("a.pdf", "FACTURE n° 2024/17"),
    ("a.pdf", "Fattura 2024/17"),
    ("a.pdf", "Factura 2024/17"),
    ("a.pdf", "Factuur 2024/17"),
    ("a.pdf", "Faktura VAT 2024/17"),
    ("a.pdf", "Följesedel 2024/17"),
    ("a.pdf", "Guia de remessa 2024/17"),
    ("a.pdf", "e-Fatura 2024/17"),
    ("a.pdf", "請求書 2024/17"),
    ("a.pdf", "送货单 2024/17"),
    ("a.pdf", "فاتورة ضريبية 2024/17"),
    ("Garantiekarte.pdf", "Lampe 1234"),
    ("Retourenlabel_028-4717206.pdf", "DHL 00340434161094"),
]


@pytest.mark.parametrize(("name", "text"), PAPERS)
def test_a_paper_that_names_its_sender_by_law(name: str, text: str) -> None:
    assert is_paper(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("flyer.pdf", "Our shop has 300 lamps"),
        ("manual.pdf", f"{'How to use the lamp. ' * 40} Keep the invoice 2024-17."),
        ("invoice.pdf", "Visit our shop!"),
        ("letter.docx", "Dear Anna, we send the invoice 4711 tomorrow. Call us on 030 901820."),
        ("a.pdf", "Merci d'avoir commandé la lampe 4711"),
        ("a.pdf", "Abrechnungen und Vorrechnung 123"),
        ("rechnungen-tipps.pdf", "Wie man 100 Euro spart"),
    ],
)
def test_another_paper(name: str, text: str) -> None:
    assert not is_paper(name, text)


IMPRINT = f"Invoice 4711\nHaus GmbH\nTel. +49 30 901820\n{ADDRESS}\n{SITE}"


def test_an_imprint_is_noted_in_a_paper() -> None:
    actions = found(mail(part("invoice.pdf", "application/pdf", pdf([IMPRINT], link=SITE))))
    assert {actions[rule] for rule in ("contact/email", "contact/phone", "links/external")} == {Action.NOTE}
    assert verdict(mail(part("invoice.pdf", "application/pdf", pdf([IMPRINT])))).outcome == "forward"


def test_and_held_in_any_other() -> None:
    actions = found(mail(part("flyer.pdf", "application/pdf", pdf([IMPRINT.replace("Invoice", "Lamps")]))))
    assert {actions[rule] for rule in ("contact/email", "contact/phone", "links/external")} == {Action.HOLD}


def test_other_rules_hold_in_a_paper_too() -> None:
    actions = found(mail(part("invoice.pdf", "application/pdf", pdf(["Invoice 4711\nhttp://amazon.de@evil.example/"]))))
    assert actions["links/disguised"] is Action.REJECT


def test_the_size_of_a_mail_within_the_mail_counts_once() -> None:
    inner = mail(part("a.png", "image/png", PNG * 12_000)).replace(b"=_m", b"=_n")
    raw = mail(b"Content-Type: message/rfc822\r\n\r\n" + inner)
    sizes = [finding.words for finding in inspect(raw, FACTS, SMALL, RULES_HERE).findings if finding.rule == "attachments/size"]
    assert sizes == [f"{len(inner.removesuffix(CRLF)) / 2**20:.1f} MB"]
