"""Letters that look like ASCII ones (the part of Unicode UTS #39 that carries real attacks), and characters nobody sees."""

from __future__ import annotations

_PAIRS = (
    # Cyrillic
    "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl ҽe ӧo ѵv",
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ҺH ԌG ԚQ ԜW ӀI Ѵv ЗZ",
    # Greek
    "αa βb γy εe ηn ιi κk νv οo ρp σo τt υu χx ωw ϲc ϳj",
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ͿJ",
    # Armenian, Cherokee, Latin extensions
    "աw գq հh յj ոn սu օo ցg լl ԼL ՍU ՏS ՕO",
    "ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᏀG ᏂH ᏃZ ᏏB ᏒR ᏔW ᏚS ᏞL ᏟC ᏢP ᏦK ᏴB ᎢT ᎥI ᏙV ᎠD",
    "ɑa ɡg ɩi ɪI ʏY ʀR ʟL ʙB ɢG ʜH ɴN ᴀA ᴄC ᴅD ᴇE ᴊJ ᴋK ᴌL ᴍM ᴏO ᴘP ᴛT ᴜU ᴠV ᴡW ᴢZ ꜰF ꜱS ɾr ʋu ƽs ǀl ȷj",
)

_LIKE_ONLY_AMONG_LATIN = "ьb кk мm тt вb нh пn гr иu зz"

TWINS: dict[str, str] = {pair[0]: pair[1] for line in _PAIRS for pair in line.split()}
"""Letter to the ASCII letter it cannot be told from: a whole word of them passes for an ASCII word."""

LOOKALIKES: dict[str, str] = TWINS | {pair[0]: pair[1] for pair in _LIKE_ONLY_AMONG_LATIN.split()}
"""Look-alike letter to ASCII letter, for words that mix it with ASCII letters."""

SMALL_CAPITALS = frozenset("ɪʏʀʟʙɢʜɴᴀᴄᴅᴇᴊᴋᴌᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ")
"""Small capitals: no language's running text is written in them, so they are folded everywhere."""

INVISIBLE = frozenset(
    chr(point)
    for low, high in (
        (0x00AD, 0x00AD),  # soft hyphen
        (0x034F, 0x034F),  # combining grapheme joiner
        (0x061C, 0x061C),  # Arabic letter mark
        (0x0640, 0x0640),  # Arabic tatweel: stretches a word, is no letter of it
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),  # bidirectional embeddings and overrides
        (0x2060, 0x206F),
        (0x20E3, 0x20E3),  # enclosing keycap
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),  # variation selectors
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF9, 0xFFFB),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),  # tags and variation selectors
    )
    for point in range(low, high + 1)
)
"""Characters without a glyph (Unicode Default_Ignorable_Code_Point, and two that only decorate their neighbour)."""
