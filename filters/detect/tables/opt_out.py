"""Words about no longer getting the seller's mail, as stems in lower-case text and in addresses. Thirteen languages."""

from __future__ import annotations

WORDS = (
    r"unsubscri\w+|opt(?:ing|ed)?[\s-]?out|stop (?:receiving|getting|these|our|hearing|e?-?mails?|messages?|writing)|"
    r"(?:no longer|don't|do not) (?:want|wish|like)\b[^.\n]{0,30}(?:receive|hear|mails?|messages?|newsletter)|"
    r"remove (?:me|yourself|your (?:e-?mail|address|name))|mailing preferences|email preferences|"
    r"manage (?:your )?(?:subscription|preferences)|no more (?:e-?mails?|messages?)|leave (?:our|the|this) (?:list|"
    r"mailing)|abmeld\w*|abbestell\w*|austrag\w*|keine (?:weiteren )?(?:e-?mails?|nachrichten|newsletter|post)|"
    r"nicht (?:mehr|länger) (?:erhalten|bekommen|empfangen|von uns hören)|nachrichten (?:ab|stoppen)|widerspr\w+|"
    r"newsletter (?:ab|kündigen)|d[ée]sinscri\w*|d[ée]sabonn\w*|ne plus (?:recevoir|être contact\w*)|"
    r"ne souhaitez plus|stopper (?:les|nos) (?:e-?mails?|messages?)|quitter (?:la|notre) liste|disiscri\w*|"
    r"cancella\w* (?:l'iscrizione|iscrizione|dalla|la sottoscrizione)|annulla\w* l'iscrizione|non (?:desidera|vuole|"
    r"vuoi|desideri) più|non ricevere più|dar(?:se|te|me)? de baja|darse de baja|baja (?:aquí|de)|"
    r"anular (?:la )?suscripci[óo]n|cancelar (?:la |su |tu )?suscripci[óo]n|dejar de recibir|no (?:desea|quiere|"
    r"quieres|deseas) (?:recibir )?más|afmeld\w*|uitschrijv\w*|schrijf (?:u|je) uit|geen (?:e-?mails?|berichten|"
    r"post) meer|niet (?:meer|langer) ontvangen|opzeggen|wypis\w*|zrezygnuj\w*|rezygnacj\w* z|przesta\w+ (?:pisać|"
    r"otrzymywać|wysyłać)|nie chc\w+ (?:już )?(?:otrzymywać|dostawać)|anuluj subskrypcj\w*|avregistrera\w*|"
    r"avsluta (?:prenumerationen|utskicken)|avprenumerera\w*|avanmäl\w*|sluta (?:få|skicka)|inte (?:längre )?(?:få|"
    r"ta emot) (?:fler|våra)|inga fler (?:mejl|meddelanden|utskick)|cancelar (?:a |sua )?(?:inscrição|subscrição|"
    r"assinatura)|descadastr\w*|remover (?:da lista|meu e-?mail)|sair da (?:lista|nossa lista)|saia da lista|"
    r"deixar de receber|não (?:quer|deseja) (?:mais )?receber|anular (?:a )?subscrição|abonelikten (?:çık|"
    r"ayrıl)\w*|listeden (?:çık|"
    r"ayrıl)\w*|aboneliğ\w+ (?:iptal|sonlandır)\w*|almak istemiyorsan\w*|e-?posta\w* (?:durdur|almayı)\w*|üyelikten|"
    r"配信停止|配信を(?:停止|解除|希望されない)|購読(?:を)?(?:解除|停止|中止)|メール(?:の|を)?(?:停止|解除|不要)|"
    r"登録解除|受信(?:を)?(?:停止|拒否)|退会|退订|取消订阅|取消訂閱|不再接收|不想(?:再)?收到|停止接收|拒收|td退订|"
    r"回复td|回td|إلغاء الاشتراك|الغاء الاشتراك|إلغاء اشتراك\w*|إيقاف (?:الرسائل|رسائل\w*)|لا ترغب في (?:استلام|تلقي)|"
    r"عدم استلام"
)
"""Alternatives of a regex."""

ADDRESSES = (
    r"unsub(?:scri\w*)?|opt[-_.]?out|abmeld\w*|abbestell\w*|austragen|d[eé]sinscri\w*|desabonn\w*|disiscri\w*|"
    r"cancella(?:mi)?|(?:dar[-_.]?de[-_.]?)?baja|afmeld\w*|uitschrijv\w*|wypis\w*|rezygnac\w*|avregistrera\w*|"
    r"avprenumerera\w*|descadastr\w*|sair[-_.]da[-_.]\w+|cancelar[-_.]\w+|abonelik[-_.]?iptal|tuiding|"
    r"haishin[-_]?teishi|email[-_.]?preferences|preference[-_.]?cent\w+|manage[-_.]?subscription\w*"
)
"""In paths, queries and mailbox names, whole steps or parts of them."""

MAILBOXES = r"stop|remove|no-?more|no-?mail|quit|leave|out|ende|fin|basta|list-?off|off"
"""Mailbox names that say so by themselves."""
