"""Which of the thirteen languages a text is in, by script and by its small words. A guess for wording, not a verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the and you your for with have has been this that our we are not please from will order thank it if is to of my"
    " they us can by at be there about or would what here don before need should just when which who how he she were"
    " any more than then",
    "de": "und der die das sie ihre ihr wir für mit ist nicht haben wurde eine bitte auf von bestellung vielen ich ihnen"
    " uns wenn zu den dem ein im es auch noch ihrer dir dich du dein deine bei hat dann aus sich sind bis am oder nur"
    " einen können über mir nach mehr war vom kommt gibt dass zur zum unsere unser etwas sagen beim ab heute vor"
    " nehmen dank schon doch ihren einem einer was wie alles kein",
    "fr": "le la les des vous votre nous pour avec est une dans pas avons merci sur commande bonjour du et si ce qui que"
    " vos nos je tu un au ou ne à notre plus avant fait été tout qu sous ici rien sont sans où comme chez avez elle"
    " bon même encore moi là jusqu cela jour jours donc demain aux cette ces son sa ses mon suis êtes êtres y leur"
    " bien quelque c n s"
    " colis facture remboursement livraison monsieur bonsoir cordialement aucun aucune toujours deux trois voici voilà"
    " veuillez pouvez pourriez peut comment combien quel quelle lundi mardi mercredi jeudi vendredi samedi dimanche"
    " semaine étoile étoiles achat numéro livreur expédié reçu très nouveau nouvelle après vers leurs celui celle ceux"
    " lui ils elles toute tous toutes autre autres fois quand car jamais aussi entre depuis pendant puis ça soit était"
    " sera serait étaient ai ont produit",
    "it": "il di che per con del della non abbiamo suo sua gentile grazie ordine una è sono nel ciao lei le se la un ci i"
    " gli questo alla al le noi due prima più sulla può sul chi quando nostra nostro nostri bene vuole senza ogni fa"
    " dal anche nell li poi fra dell dalla sia dei così siamo qui suoi mio ma o molto tutto questa delle abbia cui lo"
    " col da"
    " spedizione consegna rimborso pacco buongiorno buonasera salve saluti cordiali settimana oggi domani lunedì martedì"
    " mercoledì giovedì venerdì sabato domenica viaggia arriva arrivato spedito degli agli negli dallo nello sotto sopra"
    " dopo entro ancora già quindi allora però perché dove quanto sue loro essere stato stata hanno ho era sarà puoi deve"
    " venga nessun nessuna nessuno tenga felice invece quello quella quelli quelle tutti tutte proprio mia tuo tua vostro"
    " vostra recensione stelle prezzo gradi",
    "es": "el los las su sus para con por una gracias pedido hemos que usted está del hola no nuestro y si nos la un en lo"
    " se es le de ya más hay qué tiene puede hasta nuestra nosotros día quien lleva así pero cuando sí suyo cada"
    " también sea aquí este esta esto todo muy sin o fue son eso al desde porque como"
    " paquete envío reembolso devolución buenos buenas días tardes saludo saludos ustedes están había sólo nunca nada"
    " algo otra otro mismo dónde cuándo cuál hoy mañana lunes martes miércoles jueves viernes sábado domingo semana entre"
    " sobre hacia deje ponga quiere tenemos ella ellos ellas unos unas ese esa esos dos tres cuatro después antes ahora"
    " entonces además siempre bien mejor ni han ha he reseña opinión estrellas precio artículo",
    "nl": "het een van en u uw voor met wij is niet bestelling hebben bedankt wordt op je dat zijn aan we ons als er ook de"
    " te ik naar bij dan heeft onze staat uit nog mag geen wat maar meer kunt over hij af terug hem goed tot zit bent"
    " graag even dus deze mijn elke vragen moet doen zelf hebt heb dit die ben hier of door",
    "pl": "i w na z do się nie jest dziękujemy zamówienie państwa proszę że za oraz dla jak twoje nasz pan jeśli to po o"
    " nas lub czy od tylko pana pani bo pod bez zwrot tak prosimy już nasze jeszcze co który tym mam będzie więc tę"
    " trzeba też tej przy przez gdyby był ale są nic mamy ma tego także ze we państwu",
    "sv": "och att det är vi din för med har inte beställning tack ett som på av till om er hej du oss den en kan ni så jag"
    " går får dig från här eller ditt ska när finns vår vill bara hos utan inget ingen vad sig också någon gärna blir"
    " ut era ert dina vårt vid efter kom bli var kunde alla",
    "pt": "o os as do da seu sua para com não uma obrigado pedido que você em olá nosso por foi se nos no na um é a e de só"
    " já tem eu sem pode até pela pelo isso dois são lhe ao nossa nós mesmo mas lá duas aí aqui à aos das dos vocês"
    " meu minha seus está foram também ainda mais muito quando este esta ou alguma algum tiver"
    " encomenda pacote envio reembolso estorno oi bom boa dia tarde noite obrigada abraço vc pra pro tá né ele ela eles"
    " lhes estão era será têm tinha então assim onde qual quais quem hoje amanhã segunda terça quinta sexta sábado"
    " domingo semana entre sobre depois antes agora ali dele dela num numa neste nesta pelos pelas correios avaliação"
    " estrelas preço artigo produto essa esse isto aquele aquela gente três quatro nao voce entao amanha ontem tambem sao ate",
    "tr": "ve bir için ile bu siparişiniz teşekkür merhaba sayın olarak değil size lütfen ürün da de çok biz sizin bize"
    " varsa eğer daha en iki yok mı yazın geri olur bugün yeni aynı olsun önce kadar bizim başka diye yeter ki gibi"
    " her sonra şey var mi mu ise iyi kez bana siz onu kendi ama veya hem",
}
_SPEAKS_FOR: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _SPEAKS_FOR[_word] = (*_SPEAKS_FOR.get(_word, ()), _language)
SMALL_WORDS = frozenset(_SPEAKS_FOR)
"""Words that any text has, of all languages, lower case."""


def small_words(language: str) -> frozenset[str]:
    """Words that any text of the language has, lower case; none for a language that is not told by words."""
    return frozenset(_SMALL_WORDS.get(language, "").split())


_LETTERS = {
    letter: tuple(languages.split())
    for languages, letters in {
        "de": "ß", "fr": "œîû", "es": "ñ¿", "pl": "łżźćńśęą", "sv": "å", "pt": "ãõ", "tr": "ğış", "it": "ìò", "de sv": "ä",
        "de sv tr": "ö", "de tr": "ü", "es pt": "áíú", "es pl pt": "ó", "fr it": "èù", "fr it pt": "à", "fr pt": "âêô",
        "fr pt tr": "ç",
    }.items()
    for letter in letters
}  # fmt: skip
"""Letters to the few of the languages that write them."""
LANGUAGES = frozenset((*_SMALL_WORDS, "ja", "zh", "ar"))
"""The languages that can be told."""
_ENOUGH = 20_000
_ADDRESS = re.compile(r"[./@]")
_MARKS = ".,;:!?()[]<>\"'"


@lru_cache(64)
def language_of(text: str) -> str:
    """The BCP 47 primary subtag of the likeliest language; 'en' where nothing speaks for another."""
    sample = text[:_ENOUGH]
    return language_by_script(sample) or language_of_words(_own_words(sample), "en")


def _own_words(text: str) -> Counter[str]:
    """The words that belong to a language: those of addresses do not, `.de` and `.no` being small words of some."""
    words: Counter[str] = Counter()
    for token, count in Counter(text.lower().split()).items():
        if token.isalpha():
            words[token] += count
        elif not _ADDRESS.search(token.strip(_MARKS)):
            for word in _WORD.findall(token):
                words[word] += count
    return words


def language_by_script(text: str) -> str:
    """'ja', 'zh' or 'ar' where the script says so, else ''."""
    if text.isascii():
        return ""
    letters = sum(map(str.isalpha, text)) or 1
    if len(_KANA.findall(text)) * 20 > letters:
        return "ja"
    if len(_HAN.findall(text)) * 5 > letters:
        return "zh"
    return "ar" if len(_ARABIC.findall(text)) * 5 > letters else ""


def language_of_words(words: Iterable[str] | Counter[str], otherwise: str) -> str:
    """The language that most of the words, lower-case and counted or not, speak for; `otherwise` where none beats it."""
    scores = language_scores(words)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores.get(otherwise, 0) else otherwise


def language_scores(words: Iterable[str] | Counter[str]) -> dict[str, int]:
    """How many of the words, lower-case and counted or not, speak for each language with small words of its own."""
    speaks_for = _SPEAKS_FOR
    scores = dict.fromkeys(_SMALL_WORDS, 0)
    for word, count in Counter(words).items():
        for language in speaks_for.get(word, ()):
            scores[language] += count
        for language in () if word.isascii() else {name for letter in word for name in _LETTERS.get(letter, ())}:
            scores[language] += count
    return scores
