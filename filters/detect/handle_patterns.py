"""The patterns by which accounts and invitations are read; all are searched in lower-case folded text."""

from __future__ import annotations

import re

from filters.detect.tables.platforms import (
    GATHERING,
    INVITING,
    NAMED,
    NO_HESITATION,
    PERSONAL,
    PLATFORMS,
    POSSESSIVE,
    PRODUCT_AFTER,
    PRODUCT_BEFORE,
    REFUSING,
    REFUSING_ENDINGS,
    TELLING,
    TOWARDS,
    WELCOMING,
)
from filters.detect.tables.wordlist import wordlist
from filters.detect.words import any_of, whole_words

NO_BLANKS = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
PLATFORM = re.compile(rf"(?<![a-z0-9@./_-])(?:{'|'.join(PLATFORMS.values())})(?![a-z0-9\u00df-\u024f])")
PLATFORM_WORD = re.compile(rf"(?<![a-z0-9]){any_of(wordlist(TELLING))}")
"""Searched in the words of a text, each once: most have none, and need not be searched for platforms."""
_NAMED_PLATFORMS = [(name, re.compile(rf"(?:{names})(?![a-z0-9])")) for name, names in PLATFORMS.items()]
AT_NAME = re.compile(r"(?<![\w.@/+-])@ ?([a-z][a-z0-9._-]{1,38}[a-z0-9_])(?![\w@])|(?<![\w.@/+-])@([\w.]{2,30})(?![\w@])")
_SPELLED = r"@?(?=[\w.:+-]*[\d_.@+-])(?=[\d_.:+-]*[a-z])[a-z0-9+][\w.:+-]{2,40}[\w]"
ACCOUNT = re.compile(
    r"\s?(?:[-–]?\s?(?:id|no|nr|nummer|number|name|user(?:name)?|account|konto|compte|cuenta|conta|号码?|账号|"
    r"帐号|アカウント|hesab\w+|kullanıcı adı|حساب|معرف|رقم)\.?)?"
    rf"\s?(?:[:：=→>]|is|ist|est|è|es|是|は|lautet|unter|als|as|come|como|som|jako)\s?(?!http)({_SPELLED})"
)
IDENTIFIED = re.compile(
    r"\s?[-–]?(?:id|号|用户名|account|アカウント)?\s?[:：=]\s?(?!(?:yes|no|ja|nein|oui|non|sì|sí|works?|"
    r"compatible|supported|ok|not)(?![a-z]))(@?[a-z][\w.:-]{3,40})"
)
"""An account without a sign of one in its spelling, at the platforms that give such names as addresses."""
ADDRESSED = frozenset(("wechat", "line", "skype", "qq", "telegram", "viber", "kakaotalk", "snapchat"))
BARE_ACCOUNT = re.compile(r"[\s:：,，]{0,2}(?:号)?[\s:：]{0,2}(?=[a-z_-]*\d|[a-z-]*_)([a-z][\w-]{4,30})(?!\w)")
PHONE_NEXT = re.compile(r"[\s:：()/-]{1,4}(?:\+|00?)[\d\s()/.-]{6,}\d|[\s:：]{1,3}\d[\d\s-]{7,}\d")
GATHERED = re.compile(GATHERING)
"""Searched in a platform's own name alone ("youtube channel")."""
_GATHERED = rf"(?<![^\W_])(?:{GATHERING})(?![^\W_])"
GATHERED_NEXT = re.compile(rf"[\s'’-]{{0,2}}(?:{GATHERING})(?![^\W_a-z])")
GATHERED_BEFORE = re.compile(rf"{_GATHERED}(?:\s(?:{any_of(wordlist(TOWARDS))}|de|di|do|da|van))?\s?\Z")
PHONE_NEAR = re.compile(r"[^\d]{1,40}?(?<![\d-])(?!\d{3}-\d{7})(?:\+|\()?\d(?:[\s()/.-]?\d){7,12}(?![\d-])")
"""A telephone number a little after a messenger's name, in the same clause."""
ACCOUNT_NEAR = re.compile(
    rf"[^\n]{{0,60}}?(?:(?<![\w.@/-])(?=[a-z\d.]*[a-z]_|[a-z\d.]*\d_)([a-z\d][\w.]*_[\w.]*[\w])|"
    rf"(?:{whole_words(wordlist(NAMED))})\s[\"'“„«»]?(?=[a-z]*[._\d])([a-z][\w.]{{3,40}}[\w]))|"
    r"\s(?:soy|sono|sou|i'm|i am|bin ich|heiße ich|je suis|jestem|heet ik|heter jag)\s[a-z]\w{3,20}"
)
"""An account's name spelled as no word is, or named as one, a little after the platform."""
MESSENGERS = frozenset(
    ("whatsapp", "wechat", "line", "telegram", "signal", "viber", "skype", "kakaotalk", "green app", "messenger")
)
PRODUCT_NEXT = re.compile(PRODUCT_AFTER)
PRODUCT_FIRST = re.compile(PRODUCT_BEFORE)
CLAUSE_END = re.compile(r"[.!?](?=\s)|[!?;\n。！？；]")
COMMA = re.compile(r"[,;:–—،、，]|\bbut\b|\baber\b|\bmais\b|\bpero\b")
REACH = 90


WELCOME = re.compile(whole_words(wordlist(WELCOMING)))
INVITATION = re.compile(whole_words(wordlist(INVITING), 6))
FIRST_PERSON = re.compile(whole_words(wordlist(PERSONAL)))
REFUSAL = re.compile(f"{whole_words(wordlist(REFUSING))}|{REFUSING_ENDINGS}")
ENCOURAGEMENT = re.compile(NO_HESITATION)


_POSSESSIVES = any_of(wordlist(POSSESSIVE))
LEADING = re.compile(
    rf"(?<![^\W_])(?:{any_of(wordlist(TOWARDS))})\s(?:[^\W\d_]{{1,9}}\s){{0,2}}\Z|"
    rf"(?:{_POSSESSIVES})\s?(?:[^\W\d_]{{1,12}}\s)?\Z"
)
OWN = re.compile(rf"(?<![^\W_])(?:{_POSSESSIVES})\s?\Z")


def platform_at(text: str, at: int) -> str:
    """Which platform is named at text[at:], "" for none."""
    return next((name for name, pattern in _NAMED_PLATFORMS if pattern.match(text, at)), "")
