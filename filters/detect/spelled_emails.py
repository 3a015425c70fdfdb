"""E-mail addresses whose `@` is a word, a fence or a mark ("jan at web punkt de", "jan (at) web (dot) de", "jan_gmail")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.detect.folded import Folded
from filters.detect.hosts import suffix
from filters.detect.signs import Signs
from filters.detect.spelled import DOT, read_suffix
from filters.detect.tables.spelled import AT_WORDS, BARE_PROVIDERS, COMMON_AT_WORDS, NOT_BEFORE_DOT, PROVIDERS
from filters.detect.tables.wordlist import wordlist
from filters.detect.words import any_of

Hit = tuple[int, int, str, bool]
"""Folded range, the address written plainly, whether it was disguised."""
_WORDS = any_of(AT_WORDS)
_AT = re.compile(
    r"(?=[\s\[({<*_@艾圈小アあ골-])(?:"  # a search passes all letters but these at once
    rf"\s{{0,2}}[\[({{<]\s?(?:@|{_WORDS})\s?[\])}}>]\s{{0,2}}"  # (at) [@]
    r"|(?<=\w)[\[(]a[\])](?=\w)"
    rf"|\s{{0,2}}[-_*]{{1,2}}(?:at|{_WORDS})[-_*]{{1,2}}\s{{0,2}}"  # _at_
    rf"|\s{{1,2}}(?:{_WORDS}|@)\s{{1,2}}"
    r"|\s?(?:艾特|圈a|小老鼠|アットマーク|アット|あっと|골뱅이)\s?"
    r"|\s{1,2}@(?=[a-z0-9])|(?<=[a-z0-9])@\s{0,2})"
)
_ATS = Signs(_AT, AT_WORDS, r"@|\(a[)\]]|\[a[)\]]", "艾特|圈a|小老鼠|アット|あっと|골뱅이")
_LOCAL_BEFORE = "abcdefghijklmnopqrstuvwxyz0123456789.-_+" + "".join(map(chr, range(0xDF, 0x180)))
_LABEL = re.compile(
    r"[a-z0-9\u00c0-\u024f](?:(?!-(?:dot|punkt|punto|ponto|point|punt|kropka|nokta)-)[a-z0-9\u00c0-\u024f-]){0,62}"
)
_RUN_TOGETHER = re.compile(
    r"(?<![\w.@])([a-z0-9._-]{2,40}+)AT([a-z0-9-]{2,40}+)(?:DOT|PUNKT|PUNTO|PONTO|POINT|"
    r"PUNT)([a-z]{2,6})(?!\w)"
)
_UNDERSCORED = re.compile(
    r"(?<![\w.@])[a-z0-9][a-z0-9.+-]{2,40}+[_*#](?:gmail|googlemail|hotmail|icloud|protonmail|yahoo|"
    r"outlook)(?:[_.](?:com|de|fr|it|es))?(?![\w@])"
)
NOT_LOCAL = frozenset(
    wordlist("""
us me look follow add like tag shop visit find contact call here order available located site website online store now
price sold buy only available arrive arrived email mail e-mail write address adresse adres indirizzo correo courriel or
und oder y et e ou o and the is are was be it stop cost costs each back start starts starting begin begins open opens
least most all best good not work meet met home live stay
""")
)
"""Words before "at" that are no mailbox."""


def spelled_emails(view: Folded) -> Iterator[Hit]:
    """Every such address."""
    yield from _spelled(view)
    for match in _RUN_TOGETHER.finditer(view.text) if "AT" in view.text else ():
        yield *match.span(), f"{match[1]}@{match[2]}.{match[3]}", True
    for match in _UNDERSCORED.finditer(view.lower) if "_" in view.lower or "*" in view.lower or "#" in view.lower else ():
        local, _, provider = re.sub(r"[_*#]", "@", match[0], count=1).partition("@")
        yield *match.span(), f"{local}@{provider.replace('_', '.') if '.' in provider else provider + '.com'}", True


def _spelled(view: Folded) -> Iterator[Hit]:
    at = 0
    while match := _ATS.search(view, at):
        hit = _around(view.lower, match)
        at = hit[1] if hit else max(match.end() - 1, match.start() + 1)
        if hit:
            yield hit


def _around(text: str, sign: re.Match[str]) -> Hit | None:
    before = text[max(sign.start() - 64, 0) : sign.start()]
    start, local = _local_before(text, sign.start(), before[len(before.rstrip(_LOCAL_BEFORE)) :])
    if not local or text[start - 2 : start] == "//":
        return None
    end, domain, spelled = _domain_after(text, sign.end())
    word = sign[0].strip()
    common = word in COMMON_AT_WORDS or word == "@"
    if not domain or (local in NOT_LOCAL and common):
        return None
    name = domain.partition(".")[0]
    named = len(local) > 2 and any(letter in "._+" or letter.isdigit() for letter in local) and any(map(str.isalpha, local))
    needs_name = word in ("bei", "auf", "chez", "på") and not named
    if (
        name == "www"
        or (spelled and name in NOT_BEFORE_DOT)
        or needs_name
        or (common and not (spelled or named or name in PROVIDERS or word == "@"))
    ):
        return None
    return start, end, f"{local}@{domain}", True


def _local_before(text: str, end: int, run: str) -> tuple[int, str]:
    """The mailbox name before an at sign: a run of letters, joined to one before it by a spelled dot ("jan dot kok")."""
    local = run.lstrip("._-+")
    start = end - len(local)
    for size in range(3, 13):
        dot = DOT.fullmatch(text, max(start - size, 0), start) if local else None
        if dot and dot[0].strip() != ".":
            front = text[max(dot.start() - 40, 0) : dot.start()]
            first = front[len(front.rstrip(_LOCAL_BEFORE)) :]
            return (dot.start() - len(first), f"{first}.{local}") if first and first not in NOT_LOCAL else (start, local)
    return start, local


def _domain_after(text: str, at: int) -> tuple[int, str, bool]:
    """(end, domain, whether a dot was spelled) of the domain that begins at text[at]; domain "" for none."""
    label = _LABEL.match(text, at)
    if not label:
        return at, "", False
    labels, end, spelled = [label[0].rstrip("-")], label.end(), False
    for _ in range(3):
        plain = text[end : end + 1] == "." and _LABEL.match(text, end + 1)
        dot = None if plain else DOT.match(text, end)
        if plain:
            labels.append(plain[0].rstrip("-"))
            end = plain.end()
            continue
        following = _LABEL.match(text, dot.end()) if dot else None
        stop, known = read_suffix(text, dot.end()) if dot else (end, "")
        if known:
            labels.append(known)
            end, spelled = stop, True
        elif dot and following and (again := DOT.match(text, following.end())) and read_suffix(text, again.end())[1]:
            labels.append(following[0])
            end, spelled = following.end(), True
        else:
            break
    domain = ".".join(labels)
    if len(labels) == 1:
        return (end, f"{domain}.{PROVIDERS[domain]}", False) if domain in BARE_PROVIDERS else (end, "", False)
    return (end, domain, spelled) if suffix(domain) and suffix(domain) != domain else (end, "", False)
