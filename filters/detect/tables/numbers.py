"""Number words of thirteen languages (and Russian), 0 to 99, as strings of digits."""

from __future__ import annotations

from filters.detect.tables.wordlist import wordlist

_UNITS = {
    "en": "zero|nought|oh|nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "de": "null eins|ein zwei|zwo drei vier fünf|fuenf sechs sieben acht neun zehn elf zwölf|zwoelf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "zéro|zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove",
    "es": "cero uno|un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis|dieciseis diecisiete dieciocho diecinueve",
    "pt": "zero um|uma dois|duas três|tres quatro cinco seis|meia sete oito nove dez onze doze treze "
    "catorze|quatorze quinze dezasseis|dezesseis "
    "dezassete|dezessete dezoito dezanove|dezenove",
    "nl": "nul een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien",
    "pl": "zero jeden|jedynka dwa|dwójka trzy|trójka cztery|czwórka pięć|piątka sześć|szóstka siedem|siódemka "
    "osiem|ósemka dziewięć|dziewiątka dziesięć "
    "jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
    "sv": "noll ett|en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "tr": "sıfır|sifir bir iki üç|uc dört|dort beş|bes altı|alti yedi sekiz dokuz on",
    "ru": "ноль|нуль один два три четыре пять шесть семь восемь девять десять",
    "ar": "صفر واحد اثنان|اثنين|إثنين ثلاثة|ثلاثه|تلاتة أربعة|اربعة|اربعه|أربعه خمسة|خمسه ستة|سته سبعة|سبعه "
    "ثمانية|ثمانيه|تمانية تسعة|تسعه عشرة",
    "ja": "ゼロ|れい|まる いち に さん よん|し ご ろく なな|しち はち きゅう|きゅー",
}  # fmt: skip
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig|dreissig vierzig fünfzig|fuenfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante septante huitante|octante nonante",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "sv": "tjugo|tjugi trettio fyrtio femtio sextio sjuttio åttio nittio",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "ar": "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين|اربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين",
}
_ELIDED = {
    "venti": "vent",
    "trenta": "trent",
    "quaranta": "quarant",
    "cinquanta": "cinquant",
    "sessanta": "sessant",
    "settanta": "settant",
    "ottanta": "ottant",
    "novanta": "novant",
}

CJK_DIGITS = {
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("貳參陸両幺洞", "236210", strict=True)),
    "两": "2", "弐": "2", "参": "3", "拾": "10",
}  # fmt: skip
REPEATS = {
    "double": "x2",
    "triple": "x3",
    "treble": "x3",
    "doppel": "x2",
    "doppelt": "x2",
    "dreifach": "x3",
    "doble": "x2",
    "doppio": "x2",
    "duplo": "x2",
    "dubbel": "x2",
}
JOINERS = frozenset(("y", "e", "et", "und", "en", "and", "i", "og", "و"))


def _entries(line: str, start: int, step: int) -> dict[str, str]:
    return {word: str(start + step * index) for index, words in enumerate(line.split()) for word in words.split("|")}


def _compounds(language: str) -> dict[str, str]:
    """Pairs written as one word: "dreiundzwanzig", "ventitré", "vijfentwintig", "tjugotre", "veintiuno"."""
    units = {word: int(value) for word, value in _entries(_UNITS[language], 0, 1).items() if 1 <= int(value) <= 9}
    tens = {word: int(value) for word, value in _entries(_TENS[language], 20, 10).items()}
    made: dict[str, str] = {}
    for ten, tens_value in tens.items():
        for unit, value in units.items():
            number = str(tens_value + value)
            if language == "de":
                made[f"{unit}und{ten}"] = number
            elif language == "nl":
                made[f"{unit}en{ten}"] = made[f"{unit}ën{ten}"] = number
            elif language == "it":
                made[(_ELIDED[ten] if unit[0] in "uo" else ten) + unit] = made[ten + unit.replace("tre", "tré")] = number
            elif language in ("sv", "en"):
                made[ten + unit] = number
    return made


_SPANISH = {
    f"veinti{unit}": f"2{index}" for index, unit in enumerate(wordlist("uno dos tres cuatro cinco seis siete ocho nueve"), 1)
}
_SPANISH |= {"veintiún": "21", "veintidós": "22", "veintitrés": "23", "veintiséis": "26"}
EVERYDAY = frozenset(("un", "une", "uno", "una", "ein", "en", "ett", "on", "um", "uma", "oh", "nil", "sex", "sei", "bir"))
"""Number words that mostly mean something else: they make no number by themselves."""
_ONE_LETTER = frozenset(("x", "し", "に", "ご"))

WORDS: dict[str, str] = {}
"""Lower-case word to its digits. Words of two languages agree or the commoner one wins (earlier entries stay)."""
for _language, _line in _UNITS.items():
    for _word, _value in _entries(_line, 0, 1).items():
        if _word not in _ONE_LETTER:
            WORDS.setdefault(_word, _value)
for _language, _line in _TENS.items():
    for _word, _value in (
        _entries(_line, 20, 10) | (_compounds(_language) if _language in ("de", "nl", "it", "sv", "en") else {})
    ).items():
        WORDS.setdefault(_word, _value)
WORDS |= _SPANISH


def tens_of(tens: str, unit: str, *, joined: bool) -> str:
    """The number that a tens word and the unit after it make; Arabic puts the unit first; "" where they stay apart."""
    if not unit.isdigit() or len(tens) > 2 or len(unit) > 2:
        return ""
    first, second = int(tens), int(unit)
    if first == 4 and second == 20:
        return "80"
    if first == 10 and 7 <= second <= 9:
        return str(first + second)
    if first in (60, 80) and 10 <= second <= 19:
        return str(first + second)
    if 20 <= first <= 90 and first % 10 == 0 and 1 <= second <= 9:
        return str(first + second)
    if joined and 1 <= first <= 9 and 20 <= second <= 90 and second % 10 == 0:
        return str(first + second)
    return ""
