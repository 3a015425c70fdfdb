"""Words that stand for `.` and `@` in spelled-out addresses, and names that go with them."""

from __future__ import annotations

from filters.detect.tables.wordlist import wordlist

DOT_WORDS = (
    "dot", "punkt", "punkten", "punktum", "punto", "ponto", "point", "punt", "kropka", "nokta", "tečka", "pont", "piste",
    "točka",
    "točka", "punct", "titik", "chấm", "точка", "крапка", "τελεία", "נקודה", "نقطة", "نقطه", "دوت", "ドット", "どっと",
    "てん", "点", "點", "닷", "점", "จุด",
    "डॉट",
)  # fmt: skip
AT_WORDS = (
    "at", "bei", "auf", "ät", "aet", "arroba", "arobase", "arrobase", "chez", "klammeraffe", "chiocciola", "chiocciolina",
    "apenstaartje",
    "apestaart",
    "apestaartje", "małpa", "malpa", "małpka", "snabel-a", "snabela", "snabel a", "kuyruklu a", "et işareti", "et",
    "zavináč", "kukac",
    "arond", "alfakrøll", "krøllalfa", "miukumauku", "собака", "равлик", "παπάκι", "שטרודל", "آت", "أت", "ات", "艾特",
    "圈a", "小老鼠",
    "アットマーク", "アット", "あっと", "골뱅이", "a còng", "แอท", "ऐट",
)  # fmt: skip
COMMON_AT_WORDS = frozenset(("at", "bei", "auf", "et", "chez", "ات", "أت"))
"""At-words that are everyday words too: alone they need a spelled dot or a mail provider after them."""

SPELLED_SUFFIXES = {
    "com": "com", "kom": "com", "ком": "com", "كوم": "com", "コム": "com", "こむ": "com", "닷컴": "com", "net": "net",
    "нет": "net", "نت": "net",
    "ネット": "net", "org": "org", "info": "info", "shop": "shop", "store": "store", "online": "online", "eu": "eu",
    "de": "de", "at": "at",
    "ch": "ch", "fr": "fr", "it": "it", "es": "es", "nl": "nl", "be": "be", "pl": "pl", "se": "se", "pt": "pt", "br": "br",
    "tr": "tr",
    "jp": "jp", "ジェーピー": "jp", "cn": "cn", "uk": "uk", "us": "us", "ca": "ca", "mx": "mx", "in": "in", "au": "au",
    "sg": "sg",
    "ae": "ae", "sa": "sa", "eg": "eg", "ie": "ie", "za": "za", "ru": "ru", "ру": "ru", "io": "io", "co": "co", "me": "me",
    "biz": "biz",
    "example": "example", "club": "club", "site": "site", "app": "app", "xyz": "xyz", "top": "top", "vip": "vip",
    "cc": "cc", "tv": "tv",
}  # fmt: skip
"""Suffixes as they are spelled after a dot-word."""

NOT_BEFORE_DOT = frozenset(wordlist("""
then and the a an this that each every some any which what no micro polka first one un une le la ce cet du el los este ese aquel
un al del cada en
lo uno il questo quel ogni o um este esse neste nesse no do ao cada der den dem am im ein einen einem diesem dieser jeder
een de het dit dat elk op en ett den denna till ta ten tym jeden w na bir bu şu o her
"""))  # fmt: skip
"""Words before which "point", "punto", "Punkt" … is a point and not a dot."""

WORDS_AFTER_POINT = frozenset(("de", "it", "es", "se", "in", "at", "me", "no", "be", "so", "top"))
"""Suffixes that are everyday words after "point of", "punto de" …"""

PROVIDERS = {
    "gmail": "com", "googlemail": "com", "hotmail": "com", "outlook": "com", "yahoo": "com", "icloud": "com",
    "protonmail": "com",
    "proton": "me", "gmx": "de", "web": "de", "t-online": "de", "freenet": "de", "aol": "com", "live": "com", "msn": "com",
    "mail": "com",
    "orange": "fr", "wanadoo": "fr", "laposte": "net", "free": "fr", "sfr": "fr", "libero": "it", "virgilio": "it",
    "tiscali": "it",
    "alice": "it", "ziggo": "nl", "kpnmail": "nl", "planet": "nl", "wp": "pl", "onet": "pl", "interia": "pl", "o2": "pl",
    "telia": "com",
    "sapo": "pt", "uol": "com.br", "bol": "com.br", "terra": "com.br", "ig": "com.br", "mynet": "com", "yandex": "com",
    "qq": "com",
    "163": "com", "126": "com", "sina": "com", "foxmail": "com", "docomo": "ne.jp", "ezweb": "ne.jp", "softbank": "ne.jp",
    "naver": "com",
    "mailbox": "org", "posteo": "de", "zoho": "com", "fastmail": "com", "tutanota": "com", "rediffmail": "com",
    "btinternet": "com",
    "comcast": "net", "verizon": "net", "att": "net",
}  # fmt: skip
"""Mail providers' names and their usual suffix."""

BARE_PROVIDERS = frozenset(
    (
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "yahoo",
        "icloud",
        "protonmail",
        "gmx",
        "t-online",
        "aol",
        "qq",
        "163",
        "126",
        "foxmail",
        "yandex",
        "naver",
        "rediffmail",
        "wanadoo",
        "libero",
    )
)
"""Names that can be nothing but a mail provider after an at sign, with no suffix."""
