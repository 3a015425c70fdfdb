"""Which digits and number words are a telephone number of the seller, and which are another number or another's line."""

from __future__ import annotations

import pytest

from filters.detect.folded import fold
from filters.detect.phones import find_phones

FOUND = [
    ("de", "Tel. +49 (0)30 / 12 34 56-0", ["+49 (0)30 / 12 34 56-0"]),
    ("de", "T: 030 1234567 M: 0171.123.45.67", ["030 1234567", "0171.123.45.67"]),
    ("fr", "Tél : 01.23.45.67.89", ["01.23.45.67.89"]),
    ("fr", "06-12-34-56-78", ["06-12-34-56-78"]),
    ("pt", "(11) 3456-7890", ["(11) 3456-7890"]),
    ("en", "138-0013-8000", ["138-0013-8000"]),
    ("ja", "〇九〇一二三四五六七八", ["〇九〇一二三四五六七八"]),
    ("pl", "tel. kom. 500-600-700", ["500-600-700"]),
    ("en", "Please call us, not the carrier: 0171 2345678", ["0171 2345678"]),
    ("de", "fix auf den grünen Messenger rüber, dann haben Sie das Blatt: 0176 / 040 690 - 38. Beim", ["0176 / 040 690 - 38"]),
    (
        "es",
        "pégueme un toque y lo vemos: seis cinco cuatro, veintiuno, cero ocho, noventa y tres. Estoy",
        ["seis cinco cuatro, veintiuno, cero ocho, noventa y tres"],
    ),
    ("pt", "me chama no zap que eu resolvo na hora: 81 nove 8 8 4 1, 20, 37. tem peça", ["81 nove 8 8 4 1, 20, 37"]),
    ("ja", "電話しろ　090-3387-1142", ["090-3387-1142"]),
    ("en", "call us at +1 (555) 010-9999 or 555-0100", ["+1 (555) 010-9999", "555-0100"]),
    ("en", "+44 7700 900123", ["+44 7700 900123"]),
    ("fr", "Tél. : 06 39 98 12 34 ou 01 99 00 12 34", ["06 39 98 12 34", "01 99 00 12 34"]),
    ("en", "(212) 555-0147", ["(212) 555-0147"]),
    ("en", "212-555-0147", ["212-555-0147"]),
    ("pl", "tel. 500 600 700", ["500 600 700"]),
    ("pl", "22 123 45 67 to nasz numer", ["22 123 45 67"]),
    ("sv", "ring 070-174 06 05", ["070-174 06 05"]),
    ("tr", "Bizi 0532 123 45 67 numarasından arayın", ["0532 123 45 67"]),
    ("ar", "اتصل بنا على ٠١٠١٢٣٤٥٦٧٨", ["٠١٠١٢٣٤٥٦٧٨"]),
    ("zh", "电话：13800138000", ["13800138000"]),
    ("zh", "我的号码是一三八零零一三八零零零", ["一三八零零一三八零零零"]),
    ("en", "Tel0171-2345678", ["0171-2345678"]),
    ("de", "Garantie? Rufen Sie uns an: 0171 2345678", ["0171 2345678"]),
    ("en", "5️⃣5️⃣5️⃣ call 0️⃣1️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", ["0️⃣1️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣"]),
    ("en", "call O171 234 56 78", ["O171 234 56 78"]),
    ("en", "call 0 1 7 1 2 3 4 5 6 7 8", ["0 1 7 1 2 3 4 5 6 7 8"]),
    ("es", "912 345 678", ["912 345 678"]),
    ("ja", "0120-123-456 03-1234-5678", ["0120-123-456", "03-1234-5678"]),
    ("en", "call 0800 zero five five, one two three", ["0800 zero five five, one two three"]),
    ("de", "0171_2345678", ["0171_2345678"]),
    ("en", "ext 4 +49 30 1234567 / +49 171 2345678", ["+49 30 1234567", "+49 171 2345678"]),
    ("nl", "bel ons op 06-12345678", ["06-12345678"]),
    ("en", "my no 98765 43210", ["98765 43210"]),
    ("de", "Fragen zur Bestellung: 0171 2345678", ["0171 2345678"]),
    ("de", "Fragen zu Ihrer Bestellung? 0171 2345678", ["0171 2345678"]),
    ("en", "questions about your order: 020 7946 0958", ["020 7946 0958"]),
    ("es", "Su pedido llegó. 654 210 893 para dudas", ["654 210 893"]),
]

LEFT_ALONE = [
    ("en", "0.5 0.75 1.25 2.50"),
    ("de", "DHL 00 34 0434 1610 9404 2557"),
    ("de", "Paketnummer 0123 4567 8901"),
    ("en", "tracking: 9400 1000 0000 0000 0000 00"),
    ("en", "2023 2024 2025 2026, 10 20 30 40 50 60, between 10 000 and 28 000 rpm"),
    ("de", "Steuernummer 143/123/12345, HRB 123456, PLZ 80331 München"),
    ("en", "The carrier (UPS) can be reached at 1-800-742-5877"),
    ("de", "Garantie: 0800 1234567 (Hersteller)"),
    ("de", "Seriennummer: 0176 3344 5512"),
    ("de", "EAN: 4006381 33393 1"),
    ("de", "Rechnung: 2024-0301-5567"),
    ("de", "USt-IdNr.: DE 312 448 907"),
    ("de", "Sendung: 0221 5580 9913 40"),
    ("de", "Leistung 1.400 W, Drehzahl 10.000 bis 28.000 pro Minute."),
    ("it", "Il numero della spedizione è 07112 0034589671: la consegna"),
    ("en", "order 123-1234567-1234567 tracking 1Z999AA10123456784"),
    ("en", "ISBN 978-3-16-148410-0 and 4006381333931"),
    ("en", "on 12.11.2024 at 10:30, 2024-11-12 08:00"),
    ("en", "IBAN DE89 3704 0044 0532 0130 00"),
    ("en", "NL65 TRIO 0390 4417 16"),
    ("ar", "220-240 فولت و50 هرتز ١٢ نوفمبر الساعة ٤:٣٠"),
    ("zh", "订单 113-2218047-5590336 身高 172、体重 68"),
    ("de", "Der Spediteur Emons meldet sich, Tel. 030 1234567."),
    ("de", "Garantie-Hotline des Herstellers: 0800 1234567"),
    ("en", "size 108 112 116 122 or 1 200 000 units"),
    ("es", "mide 120 60 80 cm, ref 654210893"),
    ("en", "phone case SKU 12345678"),
    ("en", "We have 3 4 5 6 7 8 left"),
    ("en", "invoice 2024-0301-5567"),
    ("en", "DHL hotline 0228 4333112"),
    ("en", "B0D3XW81QP"),
    ("en", "model 0176 3344 5512"),
    ("en", "dimensions 10.5 x 3 x 120"),
    ("en", "XY482210937FR 00340434161094042557"),
    ("en", "battery 4 000 000 000"),
    ("en", "Invoice no. 0171 2345678"),
    ("de", "Rechn.-Nr. 0171 2345678"),
]


def words(language: str, text: str) -> list[str]:
    """What is found and not named as another's line."""
    return [text[hit.start : hit.end] for hit in find_phones(fold(text), (language,)) if not hit.others]


@pytest.mark.parametrize(("language", "text", "numbers"), FOUND)
def test_a_number_is_found(language: str, text: str, numbers: list[str]) -> None:
    assert words(language, text) == numbers


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_other_numbers_and_other_lines_are_left_alone(language: str, text: str) -> None:
    assert words(language, text) == []


def test_the_region_of_the_marketplace_makes_its_national_forms_usual() -> None:
    text = fold("654210893")
    assert find_phones(text, ("en",)) == ()
    assert [hit.digits for hit in find_phones(text, ("en",), "ES")] == ["654210893"]
