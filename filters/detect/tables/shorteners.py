"""Public URL shorteners and link-in-bio pages: a link through them does not show where it goes."""

from __future__ import annotations

from filters.detect.tables.marketplaces import SHORT_HOSTS
from filters.detect.tables.wordlist import wordlist

SHORTENERS = SHORT_HOSTS | frozenset(wordlist("""
bit.ly bitly.com j.mp tinyurl.com goo.gl t.co ow.ly is.gd v.gd buff.ly rebrand.ly rb.gy cutt.ly shorturl.at short.io
shrtco.de t.ly tiny.cc tiny.one tny.im bl.ink lnkd.in fb.me db.tt adf.ly soo.gd s2r.co clicky.me x.co mcaf.ee su.pr u.to
po.st q.gs urlz.fr url.ie urly.it vk.cc clck.ru qps.ru bc.vc shorte.st ouo.io dlvr.it ift.tt trib.al zpr.io yourls.org
polr.me t2m.io shorturl.asia reurl.cc pse.is lihi.cc ppt.cc dwz.cn t.cn url.cn suo.im suo.nz 985.so mrw.so m6z.cn rrd.me
u.nu 1url.com 2.gp n9.cl acortar.link kutt.it kurzelinks.de kurz.link k-url.de s.id linktr.ee lnk.bio lnk.to smarturl.it
snip.ly hyperurl.co qr.ae qrco.de qr.link me-qr.com qr-code.click ssur.cc han.gl me2.do naver.me goo.su tr.im bit.do shor.by
l.ead.me spoti.fi youtu.be wa.link linkin.bio beacons.ai msha.ke bio.link campsite.bio taplink.cc zaap.bio surl.li dub.sh
gg.gg b.link i.mtr.cool x.gd onl.tw onl.la ux.nu 0rz.tw urx.nu bre.is hoy.kr v.ht cli.re clk.sh git.io oe.cd rotf.lol
shrinkme.io
""")) - {"youtu.be", "linkin.bio"}  # fmt: skip
"""Hosts; `youtu.be` shows its platform and is no disguise."""
