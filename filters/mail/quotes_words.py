"""The words by which mail programs and marketplaces introduce quoted text, in the marketplaces' languages."""

from __future__ import annotations

import re

_ATTRIBUTIONS = (
    r"On\b.{6,}\bwrote",  # English
    r"Am\b.{6,}\bschrieb\b.*",  # German
    r".{6,}\bschrieb am\b.+",
    r"Le\b.{6,}\ba écrit",  # French
    r"Il\b.{6,}\bha scritto",  # Italian
    r"El\b.{6,}\bescribió",  # Spanish
    r"Op\b.{6,}\bschreef\b.*",  # Dutch
    r"Den\b.{6,}\bskrev\b.*",  # Swedish, Danish, Norwegian
    r"(?:W dniu|Dnia|\w{2,4}\.,).{6,}\b(?:napisał|napisała|napisał\(a\)|pisze)",  # Polish
    r"Em\b.{6,}\bescreveu",  # Portuguese
    r".{6,}\btarihinde\b.*\byazdı",  # Turkish
    r"Dne\b.{6,}\bnapsal(?:a|\(a\))?",  # Czech
    r"في\b.{6,}\bكتب\b.*",  # Arabic
    r"(?:在|于|於)?.{6,}(?:写道|寫道)",  # Chinese
    r"\d{4}年\d{1,2}月\d{1,2}日.{4,}",  # Japanese
    r".{6,}(?:のメール|は書きました|さんは書きました|が書きました)",
)
ATTRIBUTION = re.compile(rf"[-–—*_ ]{{0,9}}(?:{'|'.join(_ATTRIBUTIONS)})[ \u00a0]?[:：][-–—*_ ]{{0,9}}", re.I)
"""The whole introduction of a quotation, on one line."""

_ORIGINALS = (
    "original message|original appointment|forwarded message|ursprüngliche nachricht|originalnachricht"
    "|weitergeleitete nachricht"
    "|message d'origine|message d’origine|message original|message transféré|messaggio originale|messaggio inoltrato"
    "|mensaje original|mensaje reenviado|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|originalmeddelande"
    "|ursprungligt meddelande|vidarebefordrat meddelande|oryginalna wiadomość|wiadomość oryginalna|mensagem original"
    "|mensagem encaminhada|orijinal mesaj|özgün ileti|iletilmiş ileti|původní zpráva|oprindelig meddelelse|الرسالة الأصلية"
    "|原始邮件|原始郵件|转发的邮件|元のメッセージ|転送メッセージ|original-nachricht"
)
ORIGINAL = re.compile(rf"[-_=]{{2,}}[ \u00a0]*(?:{_ORIGINALS})[ \u00a0]*:?[ \u00a0]*[-_=]{{2,}}", re.I)

_KINDS = {
    "from": "from von de da van från fra od kimden gönderen od من 发件人 寄件者 差出人 送信者",
    "date": "sent date gesendet datum envoyé date inviato data enviado fecha verzonden datum skickat sendt wysłano data tarih"
    " gönderilme gönderildi odesláno تاريخ التاريخ 发送时间 日期 送信日時 日時",
    "to": "to an à a para aan till til do kime alıcı komu إلى 收件人 宛先",
    "subject": "subject betreff objet oggetto asunto onderwerp ämne emne temat assunto konu předmět الموضوع 主题 主旨 件名",
}
LABELS = {word: kind for kind, words in _KINDS.items() for word in words.split()} | {"enviado el": "date", "enviada em": "date"}
"""The labels of header lines above quoted text, case-folded, to the kind of line."""

_BEGINS = (
    "begin message|start message|message|nachricht|beginn der nachricht|anfang der nachricht|début du message|inizio messaggio"
    "|messaggio|inicio del mensaje|comienzo del mensaje|mensaje|begin bericht|begin van bericht|bericht|meddelande"
    "|början på meddelandet|początek wiadomości|wiadomość|início da mensagem|mensagem|mesaj|mesaj başlangıcı|メッセージ"
    "|メッセージここから|الرسالة|بداية الرسالة|消息|开始消息"
)
_ENDS = (
    "end message|end of message|ende der nachricht|ende nachricht|fin du message|fine messaggio|fine del messaggio"
    "|fin del mensaje|einde bericht|einde van bericht|slut på meddelandet|slut på meddelande|koniec wiadomości|fim da mensagem"
    "|mesaj sonu|mesajın sonu|メッセージここまで|メッセージ終わり|نهاية الرسالة|结束消息"
)
_RULE = r"[-–—_=*]{3,}"
BEGIN = re.compile(rf"(?:{_RULE}[ \u00a0]*(?:{_BEGINS})[ \u00a0]*[:：]?[ \u00a0]*{_RULE}|(?:{_BEGINS})[ \u00a0]?[:：])", re.I)
END = re.compile(rf"{_RULE}[ \u00a0]*(?:{_ENDS})[ \u00a0]*[:：]?[ \u00a0]*{_RULE}|(?:{_ENDS})[ \u00a0]?[:：]?", re.I)
