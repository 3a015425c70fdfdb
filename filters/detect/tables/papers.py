"""What the papers are called that come with goods and name their sender by law, in thirteen languages."""

from __future__ import annotations

PAPERS = (
    "invoice", "sales receipt", "payment receipt", "reçu de paiement", "paragon fiskalny", "satış fişi", "tax invoice",
    "credit note", "rechnung", "rechnungs nr", "rechnungsnummer", "kassenbon", "quittung", "rechnungskorrektur",
    "stornorechnung", "facture", "fattura", "nota di credito", "scontrino", "factura", "factura simplificada",
    "nota de crédito", "factuur", "creditnota", "kassabon", "faktura", "faktura vat", "faktura korygująca", "kvitto",
    "kreditfaktura", "följesedel", "fatura", "nota fiscal", "e fatura", "iade faturası", "請求書", "領収書", "納品書",
    "適格請求書", "レシート", "发票", "發票", "收据", "收據", "فاتورة", "فاتورة ضريبية", "إيصال", "delivery note",
    "packing slip", "packing list", "dispatch note", "lieferschein", "packzettel", "packliste", "versandschein",
    "bon de livraison", "bordereau de livraison", "liste de colisage", "documento di trasporto", "bolla di consegna", "ddt",
    "albarán", "nota de entrega", "lista de empaque", "pakbon", "leverbon", "afleverbon", "list przewozowy",
    "wydanie zewnętrzne", "dowód dostawy", "specyfikacja wysyłkowa", "packsedel", "fraktsedel", "guia de remessa",
    "guia de transporte", "nota de envio", "romaneio", "irsaliye", "sevk irsaliyesi", "teslim fişi", "梱包明細", "出荷明細",
    "送り状", "装箱单", "送货单", "发货单", "裝箱單", "送貨單", "إذن تسليم", "قائمة التعبئة", "سند تسليم", "return label",
    "returns label", "return slip", "return form", "retourenlabel", "rücksendeetikett", "retourenschein", "rücksendeschein",
    "retourenetikett", "retoure label", "étiquette de retour", "bon de retour", "bordereau de retour", "etichetta di reso",
    "modulo di reso", "etiqueta de devolución", "etiqueta de devolucion", "formulario de devolución", "retourlabel",
    "retouretiket", "retourformulier", "etykieta zwrotna", "formularz zwrotu", "returetikett", "retursedel", "retursedlar",
    "etiqueta de devolução", "formulário de devolução", "iade etiketi", "iade formu", "返品ラベル", "返送ラベル",
    "返品伝票", "退货标签", "退货单", "退貨標籤", "ملصق الإرجاع", "بطاقة إرجاع", "warranty card", "warranty certificate",
    "guarantee card", "guarantee certificate", "garantiekarte", "garantieschein", "garantiezertifikat", "garantieurkunde",
    "carte de garantie", "bon de garantie", "certificat de garantie", "certificato di garanzia", "tagliando di garanzia",
    "tarjeta de garantía", "certificado de garantía", "garantiebewijs", "garantiekaart", "garantiecertificaat",
    "karta gwarancyjna", "garantibevis", "garantikort", "garantisedel", "cartão de garantia", "certificado de garantia",
    "garanti belgesi", "garanti kartı", "保証書", "保证书", "保修卡", "質保卡", "保固卡", "بطاقة الضمان", "شهادة الضمان",
)  # fmt: skip
"""Invoices and receipts, delivery notes and packing lists, return labels and forms, warranty cards; as they are called at the
head of the paper or in its name, words parted by single blanks."""
