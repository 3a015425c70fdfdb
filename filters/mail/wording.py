"""The few words that repairs put into a message, in the message's own language."""

from __future__ import annotations

REMOVED = {
    "en": "[removed]", "de": "[entfernt]", "fr": "[supprimé]", "it": "[rimosso]", "es": "[eliminado]", "nl": "[verwijderd]",
    "pl": "[usunięto]", "sv": "[borttaget]", "pt": "[removido]", "tr": "[kaldırıldı]", "ja": "[削除済み]", "zh": "[已删除]",
    "ar": "[تمت الإزالة]",
}  # fmt: skip
"""What stands in the place of words that were masked."""

ORDER = {
    "en": "Order", "de": "Bestellung", "fr": "Commande", "it": "Ordine", "es": "Pedido", "nl": "Bestelling", "pl": "Zamówienie",
    "sv": "Beställning", "pt": "Pedido", "tr": "Sipariş", "ja": "注文番号", "zh": "订单", "ar": "طلب",
}  # fmt: skip
"""What comes before an order id."""

IMAGE = {
    "en": "Image", "de": "Bild", "fr": "Image", "it": "Immagine", "es": "Imagen", "nl": "Afbeelding", "pl": "Obraz",
    "sv": "Bild", "pt": "Imagem", "tr": "Görsel", "ja": "画像", "zh": "图片", "ar": "صورة",
}  # fmt: skip
"""What an image without a description and without a telling file name is called."""


def word(words: dict[str, str], language: str) -> str:
    """The wording in a language (BCP 47; region ignored), English where there is none."""
    return words.get(language.split("-", 1)[0].lower(), words["en"])
