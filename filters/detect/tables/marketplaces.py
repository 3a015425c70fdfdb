"""The marketplace's own names: shops, relay domains, companion domains (public help pages; GUIDELINES of 2020-11)."""

from __future__ import annotations

STORES: dict[str, tuple[str, tuple[str, ...]]] = {
    "com": ("US", ("en", "es")),
    "ca": ("CA", ("en", "fr")),
    "com.mx": ("MX", ("es",)),
    "com.br": ("BR", ("pt",)),
    "co.uk": ("GB", ("en",)),
    "de": ("DE", ("de",)),
    "fr": ("FR", ("fr",)),
    "it": ("IT", ("it",)),
    "es": ("ES", ("es",)),
    "nl": ("NL", ("nl",)),
    "se": ("SE", ("sv",)),
    "pl": ("PL", ("pl",)),
    "com.be": ("BE", ("fr", "nl")),
    "com.tr": ("TR", ("tr",)),
    "in": ("IN", ("en", "hi")),
    "co.jp": ("JP", ("ja",)),
    "com.au": ("AU", ("en",)),
    "sg": ("SG", ("en",)),
    "ae": ("AE", ("ar", "en")),
    "sa": ("SA", ("ar", "en")),
    "eg": ("EG", ("ar", "en")),
    "ie": ("IE", ("en",)),
    "co.za": ("ZA", ("en",)),
}
"""Suffix after `amazon.`: region (ISO 3166) and languages, the store's own first."""

BRAND = "amazon"
HOSTS = frozenset(f"{BRAND}.{suffix}" for suffix in (*STORES, "cn", "jp", "com.co", "cl"))
RELAY_DOMAINS = frozenset(f"marketplace.{BRAND}.{suffix}" for suffix in STORES)
COMPANIONS = frozenset((
    "media-amazon.com", "ssl-images-amazon.com", "images-amazon.com", "amazonaws.com", "amazonaws.com.cn", "amazonpay.com",
    "amazonpay.in", "amazonbusiness.com", "aboutamazon.com", "aboutamazon.de", "aboutamazon.eu", "aboutamazon.co.uk",
    "amazon.jobs", "amazonses.com", "amazontrust.com", "amazonmusic.com", "amazonvideo.com", "primevideo.com",
    "amazonaws.cn", "amazonsilk.com", "amazonalexa.com",
))  # fmt: skip
"""Domains of the marketplace's company with its name in theirs; no look-alikes, but no pages of the order either."""

MEDIA = frozenset(("media-amazon.com", "ssl-images-amazon.com", "images-amazon.com"))
SHORT_HOSTS = frozenset(("amzn.to", "amzn.eu", "amzn.com", "amzn.asia", "amzn.in", "amzn.de", "a.co", "amazn.to"))
"""The marketplace's own shorteners: shorteners like any other (RULES.md, "Boundaries")."""

MISSPELT = frozenset(
    ("amazom", "amazn", "amzon", "arnazon", "amazoon", "ammazon", "anazon", "amazo", "amozon", "amason", "amazcn")
)
"""Names that pass for the marketplace's at a glance and are no words of their own."""

ORDER_PAGES: dict[str, tuple[str, ...]] = {
    "order": (
        "your-orders", "order-history", "gp/css", "order-details", "gp/your-account", "your-account", "progress-tracker",
        "ship-track",
        "hz/orders", "gp/order", "orders", "hz/invoice", "shiptrack", "packagetracking", "hz/mycd", "gp/message/order",
        "your-transactions",
    ),
    "return": ("returns", "spr/returns", "gp/orc", "hz/returns", "return"),
    "feedback": ("hz/feedback", "gp/feedback", "feedback", "gp/leave-feedback", "leave-feedback"),
    "review": ("review", "reviews", "gp/review-center", "gp/customer-reviews", "product-reviews", "ryp",
    "hz/reviews-render", "customer-reviews"),
    "contact": (
        "gp/help", "hz/contact-us", "contact-us", "message-us", "gp/message", "hz/msg", "messaging", "hz/help",
        "gp/contact", "help",
        "contact", "hz/cs", "askseller",
    ),
    "account": ("ap/signin", "ap", "gp/sign-in", "gp/privacy", "hz/approval", "a-to-z", "a2z", "gp/a-z-guarantee",
    "ss/help", "hz/inbox"),
}  # fmt: skip
"""Kind of page to the paths that begin so (after a language prefix): pages of an order, not of the shop."""

SERVICE_HOSTS = frozenset(
    ("sellercentral", "sellercentral-europe", "track", "pay", "payments", "vendorcentral", "business-help")
)
"""Sub-domains of a store that hold no products."""
