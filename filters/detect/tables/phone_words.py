"""Words around a number that say what it is, as they begin in lower-case text. Thirteen languages."""

from __future__ import annotations

PHONE = """
tel tél telef telefon telefoon telefono teléfono telefone téléphone telephone téléphoner phone fon fone handy handynummer
mobil mobile mobiel mobilnummer móvil movil celular celulare cellulare cell cellphone portable telemóvel telemovel komórka
komórkowy kom gsm festnetz fixe landline durchwahl rufnummer ruf rufen hotline servicenummer servicetelefon infoline
helpline customer_line call calling ring dial reach text_me sms whatsapp whats wsp wpp zap viber signal telegram wechat
line_me anrufen angerufen anruf ruf_an rufen_sie bellen bel ons_op appelez appeler rappelez appel joindre joignable chiamate
chiamaci chiamare chiami chiamateci llame llámenos llámanos llamar llamada llame_al marque marcar ligue ligar ligue_para
telefonar contacte zadzwoń dzwonić dzwoń zadzwonić proszę_dzwonić pod_numerem numer_telefonu ring_oss ring_mig ringa ringer
telefonnummer nummer_till arayın arayabilirsiniz ara telefonu telefonumuz numaramız cep gsm_no faks fax telefax télécopie
kontaktnummer contact_number phone_number 電話 電話番号 tel: 携帯 お電話 フリーダイヤル ファックス ファクス お問い合わせ窓口
连絡先 連絡先 电话 电话号码 手机 手机号 联系电话 致电 拨打 热线 客服电话 来电 打给 微信 传真 座机 هاتف الهاتف هاتفنا تليفون
تلفون تليفونه جوال الجوال موبايل موبيل اتصل اتصلوا الاتصال اتصال كلمنا كلمني رقمنا رقمي واتساب واتس فاكس خط_ساخن الخط_الساخن
☎ 📞 📱 ✆ 📲 ℡ toque un_toque pégame pégueme me_chama chama liga_pra hmu hit_me give_me_a_ring drop_a_line durchklingeln
klingeln melden bellt belt bereikbaar bereiken erreichbar erreichen unter_der nummer_lautet my_number our_number
meine_nummer unsere_nummer mon_numéro notre_numéro mi_número nuestro_número mio_numero nostro_numero mój_numer nasz_numer
mitt_nummer vårt_nummer mijn_nummer ons_nummer meu_número nosso_número numaram recados messenger
"""

OTHER = """
teile parts wi-fi wlan passwort password kennwort schlüssel rechn.-nr rechn best.-nr bestell-nr auftr.-nr id-nr rg.-nr
re.-nr lfd.-nr order orders orderno bestell bestellung bestellnummer bestellnr auftrag auftragsnummer auftragsnr commande
pedido encomenda ordine bestelling ordernummer zamówienie zamówienia zam beställning order-id sipariş siparis 注文 注文番号
订单 订单号 طلب الطلب tracking track_no tracking_number sendung sendungsnummer sendungsnr sendungsverfolgung paket
paketnummer paketnr suivi numéro_de_suivi colis seguimiento envío envio expedición spedizione tracciamento tracking-id
rastreo rastreio zending zendingnummer track_trace trackingcode barcode przesyłka przesyłki nr_przesyłki list_przewozowy
kolli kollinummer sändning spårning spårningsnummer försändelse takip kargo_no kargo gönderi 追跡 追跡番号 お問い合わせ番号
伝票番号 送り状 快递 快递单号 运单 单号 物流 شحنة الشحنة تتبع بوليصة lettre shipment consignment waybill awb serial serien
seriennummer serien-nr serial_number s/n sn série serie seriale numero_di_serie número_de_serie serienummer numer_seryjny
seryjny seri 序列号 シリアル 製造番号 تسلسلي ean gtin isbn issn upc sku asin fnsku jan_code artikel artikelnummer art.-nr
art-nr art.nr artikelnr article référence reference réf ref referencia referência riferimento codice código codigo code kod
kodu model modell modèle modelo modello modelnummer model_no part_number teilenummer ersatzteilnummer pièce repuesto
ricambio onderdeel numer_części 型番 品番 商品コード 型号 货号 条码 商品编码 موديل كود الرمز الموديل barkod ürün_kodu parça
rechnung rechnungsnummer rechnungsnr rechnungs-nr facture factura fattura fatura faktura fakturanr factuur factuurnummer
invoice receipt 請求書 領収書 发票 فاتورة الفاتورة ust ust-idnr ustid umsatzsteuer steuernummer steuer-nr st.-nr uid vat
vat_no tva iva p.iva partita_iva nif cif nip regon krs btw btw-nummer kvk siret siren rcs moms org.nr orgnr
organisationsnummer vergi vkn tckn tax eori weee weee-reg lucid hrb hrb-nr hra handelsregister cnpj cpf 登録番号 税号
社会信用代码 الرقم_الضريبي ضريبي سجل iban konto kontonummer kontonr blz bic swift account account_no compte cuenta conto
rekening rekeningnummer konta hesap 口座 账号 حساب imei iccid mac kundennummer kundennr kunden-nr customer_no
customer_number numéro_client client_no nr_klienta klantnummer kundnummer müşteri_no 会員番号 客户号 ticket vorgang
vorgangsnummer aktenzeichen dossier pratica zgłoszenie ärende ärendenummer talep rma rma-nr retoure retourennummer return_id
claim plz zip postcode code_postal código_postal postnummer posta_kodu 〒 邮编 郵便番号 الرمز_البريدي batch chargennummer
partij partia vin fahrgestellnummer chassis patent hs-code zolltarif taric token pin puk otp seriennr geräte-nr gerätenummer
zertifikat certificate lieferschein lieferscheinnummer beleg belegnummer transaktion transaction transacción transazione
artikelkod artikelnr produktnummer produkt-nr référence_produit matricule licence lizenz license lisans 許可番号 ürün
katalog catalog catalogue kennung identifiant identificativo case_no case_number case_id fallnummer lot_no lot_nr nº_cliente
número_de_cliente codice_cliente lote_n
"""

ROLES = """
carrier courier parcel_service delivery_company shipping_company freight_forwarder haulier haulage driver depot spediteur
spedition versanddienstleister paketdienst paketdienstleister zusteller zustelldienst transporteur transportunternehmen
lieferdienst fahrer transporteurs livreur messagerie coursier corriere spedizioniere vettore trasportatore autista
transportista mensajería mensajero agencia_de_transporte repartidor empresa_de_transporte transportadora entregador
motorista vervoerder bezorgdienst pakketdienst koerier bezorger chauffeur kurier kuriera kurierem kurierska przewoźnik
przewoźnika firma_kurierska spedytor fraktbolag fraktbolaget transportör transportören budfirma kargo_firması kargo_şirketi
kargocu kurye nakliye nakliyeci 運送会社 配送業者 配送会社 宅配 宅配業者 ドライバー 营业所 快递公司 物流公司 承运商 承运人
快递员 شركة_الشحن شركة_التوصيل المندوب مندوب_الشحن الناقل ناقل manufacturer maker manufacturer's hersteller herstellers
herstellerfirma werkskundendienst fabricant constructeur fabricante produttore costruttore casa_madre fabrikant producent
producenta producentem tillverkare tillverkaren tillverkarens üretici üreticinin imalatçı メーカー 製造元 製造会社 厂家
制造商 厂商 生产商 生产厂家 الشركة_المصنعة المصنع الصانع المصنّعة الشركة_المصنّعة warranty guarantee garantie garantiehotline
garantieservice garanzia garantía garantia gwarancja gwarancji gwarancyjny gwarancyjna gwarancyjne garanti garantin
garantiärenden 保証 保証窓口 保证 质保 保修 售后维修 الضمان ضمان
"""
