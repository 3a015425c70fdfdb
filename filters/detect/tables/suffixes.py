"""What tells a bare host name from a file name, a product or a sentence without its blank."""

from __future__ import annotations

from filters.detect.tables.wordlist import wordlist

SENTENCE_WORDS = frozenset(
    wordlist("""
in is so to no me my am as do us we now here how call care help new one today work works off open read save talk win and are
can get got hot like meet mini moi pay play you best love ink la si ne il mu da ma man men sa ad an te ve bu at it be es se
""")
) - frozenset(("at", "it", "be", "es", "se", "de"))
"""Suffixes that are everyday words: after a dot, with a small word following, rather a sentence without its blank."""

CAPITAL_SUFFIXES = frozenset(
    wordlist("com net org info biz eu shop store online de fr it es nl pl se pt at ch be uk jp cn io co app example")
)
"""Suffixes under which a host may be written with a capital suffix ("Example.Com")."""

FILES = frozenset(wordlist("zip mov sh py rs md ps cab ai so pl la st cc as ms app bz gz pm js ts mm tf")) - {
    "pl",
    "cc",
    "ai",
    "app",
    "so",
    "st",
}
"""Suffixes that are file extensions first."""

PRODUCTS = frozenset(
    wordlist("""
asp.net vb.net ado.net paint.net ml.net socket.io next.js node.js vue.js web.app v2.app core.net chart.io three.js d3.js
""")
)
"""Product and library names with the shape of a host."""

ABBREVIATIONS = frozenset(
    wordlist("""
nr no st dr mr mrs ms prof ca bzw inkl incl zzgl evtl ggf etc art tel fax mob tél ref réf réf. sr sra srta dott sig ing vs
approx min max ext jr vol fig pag pág núm num str abs inc ltd exp usw vgl zb bspw ggfs ca. max. kg cm mm st. nr. av avda bd
blvd rue ul al os pl tzn np itd bl dvs ex kl resp dhr mevr mw bijv evt vb örn tic san ltd şti sok cad apt
co cie srl sarl gmbh corp
""")
)
"""Words that end in a full stop and may stand before another word without a blank."""

ONE_LETTER_HOSTS = frozenset(
    (
        "t.me",
        "m.me",
        "t.co",
        "x.com",
        "t.cn",
        "u.nu",
        "j.mp",
        "a.co",
        "g.co",
        "x.gd",
        "q.gs",
        "v.gd",
        "s.id",
        "b.link",
        "v.ht",
        "x.co",
        "z.cn",
        "e.tb.cn",
        "g.page",
        "t.ly",
        "d.tt",
    )
)
"""Sites with a single letter for a name; other one-letter names are initials."""
