"""What a confirmation has to name, told by its form in any language: amounts, dates, quantities, carriers and the like."""

from __future__ import annotations

import re

from filters.detect.folded import Folded

_MONTHS = (
    "jan feb fév mar mär apr avr mai maj may jun juin jul juil aug août ago sep oct okt out nov dec dez déc dic gen giu lug set"
    " ott ene abr sty lut kwi cze lip sie wrz paź lis gru oca şub nis haz tem ağu eyl eki kas ara"
)
_ARABIC_MONTHS = "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر"
_CARRIERS = (
    "dhl,ups,fedex,tnt,dpd,gls,hermes,evri,yodel,royal mail,parcelforce,usps,ontrac,purolator,canada post,chronopost,"
    "la poste,colissimo,mondial relay,correos,seur,mrw,nacex,ctt,brt,bartolini,sda,poste italiane,postnl,bpost,inpost,"
    "poczta polska,orlen,postnord,budbee,instabox,bring,deutsche post,post ag,yurtiçi,aras,mng,ptt,sürat,correios,jadlog,"
    "aramex,smsa,naqel,sf express,amazon logistics,haulier,spedition"
)
_EASTERN_CARRIERS = (
    "ヤマト 佐川 日本郵便 ゆうパック 西濃 福山通運 顺丰 順豐 中通 圆通 申通"
    " 韵达 邮政 京东 德邦 黑猫 黑貓 أرامكس ارامكس سمسا ناقل البريد"
)


def _any(words: str, between: str = " ") -> str:
    return "|".join(words.strip().split(between))


AMOUNT = re.compile(
    r"(?:[€$£¥₺]|\b(?:eur|usd|gbp|chf|pln|sek|try|tl|aed|sar|egp|r\$))\s?\d"
    r"|\d\s?(?:[€$£¥₺元円]|(?:eur|euro|euros|usd|gbp|chf|pln|zł|sek|kr|try|tl|aed|sar|egp|dollars|pounds)\b|ريال|درهم|جنيه)"
)
DATE = re.compile(
    rf"\b\d{{1,2}}\s?[./-]\s?(?:0?[1-9]|1[0-2])\b(?!\s?(?:[€$£]|eur|usd|gbp))|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\d{{1,2}}\s?[月日]|\b(?:{_any(_MONTHS)})[^\W\d_]{{0,7}}\.?\s\d"
    rf"|\b\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s(?:de\s)?(?:{_any(_MONTHS)})|\d{{1,2}}\s(?:{_any(_ARABIC_MONTHS)})"
)
QUANTITY = re.compile(
    r"\b\d{1,4}\s?(?:x|×|pcs?|pieces?|units?|stück|stk|pièces?|pezzi|piezas?|unidades?|stuks?|szt|st|adet|peças?)\b"
    r"|\d{1,4}\s?[个個件点枚台本つ只套×]|\b(?:x|×)\s?\d{1,4}\b|\d{1,4}\s?(?:قطع|قطعة)"
    r"|\b(?:qty|quantity|menge|quantité|quantità|cantidad|aantal)\b"
)
CARRIER = re.compile(rf"\b(?:{_any(_CARRIERS, ',')})\b|{_any(_EASTERN_CARRIERS)}")
TRACKING = re.compile(r"(?<![\w-])(?!\d{3}-\d{7}-\d{7})[a-z]{0,4}\d(?:[a-z0-9]|[- ](?=\d)){7,30}(?![\w-])")
ADDRESS = re.compile(
    r"\b\d{4,6}\s[^\W\d_]{3}|\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b|\b[a-z]{2}\s\d{5}\b|〒|\b\d{2}-\d{3}\s|\b\d{3}\s\d{2}\s[^\W\d_]"
    r"|[都道府県市区町村].{0,12}\d|[省市区路街].{0,12}号|شارع|\b\d{1,4}\s[^\W\d_]{1,30}\s(?:street|st|road|rd|lane|avenue|ave|drive|close|way)\b"
)


def names(folded: Folded, form: re.Pattern[str]) -> bool:
    """Whether the text names something of the form. Linear: every part that repeats is bounded."""
    return form.search(folded.lower) is not None
