"""A quick search for spelled signs finds what the plain search finds."""

from hypothesis import given
from hypothesis import strategies as st

from filters.detect import spelled, spelled_emails
from filters.detect.folded import fold
from filters.detect.tables.spelled import AT_WORDS, DOT_WORDS

_PIECES = (
    *AT_WORDS,
    *DOT_WORDS,
    *("@", "(a)", "[a]", "dotcom", "com", "x9", "é", "小老鼠", "圈a", "アットマーク", "あっと"),
    *" \n.,·•点ド()[]{}<>-_*" + " " * 20,
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.integers(0, 20))
def test_signs_are_found_where_a_plain_search_finds_them(text: str, at: int) -> None:
    folded = fold(text)
    for signs, pattern in ((spelled._DOTS, spelled.DOT), (spelled_emails._ATS, spelled_emails._AT)):
        quick, plain = signs.search(folded, at), pattern.search(folded.lower, at)
        assert (quick and quick.span()) == (plain and plain.span())
