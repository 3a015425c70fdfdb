"""Domains of parcel and freight carriers (their own public sites). Tracking aggregators are no carriers."""

from __future__ import annotations

from filters.detect.tables.wordlist import wordlist

CARRIERS = frozenset(wordlist("""
dhl.de dhl.com dhl.at dhl.ch dhl.fr dhl.it dhl.es dhl.nl dhl.be dhl.pl dhl.co.uk dhlparcel.nl dhlparcel.es dhlparcel.be
dhlparcel.pl dhlecommerce.nl dhlecommerce.co.uk dhlecommerce.com dhl-paket.de deutschepost.de ups.com fedex.com tnt.com
tnt.it tnt.fr dpd.com dpd.de dpd.fr dpd.co.uk dpd.nl dpd.be dpd.at dpd.ch dpd.ie dpd.pt dpd.com.pl dpdlocal.co.uk
dpdgroup.com dpdgroup.co.uk gls-group.eu gls-group.com gls-pakete.de gls-italy.com gls-spain.es gls-poland.com
gls-france.com gls-us.com gls.nl hermesworld.com myhermes.de hermes-europe.co.uk myhermes.co.uk evri.com hermesgermany.com
yodel.co.uk yodeldirect.co.uk royalmail.com parcelforce.com tuffnells.co.uk arrowxl.co.uk ontrac.com lasership.com usps.com
uniuni.com veho.com purolator.com canadapost.ca canadapost-postescanada.ca canpar.com loomis-express.com intelcom.ca
estes-express.com xpo.com saia.com odfl.com rlcarriers.com chronopost.fr laposte.fr colissimo.fr colisprive.com
colisprive.fr mondialrelay.fr mondialrelay.com relaiscolis.com geodis.com calberson.com kuehne-nagel.com dbschenker.com
schenker.de dascher.com dachser.com dachser.de rhenus.com raben-group.com correos.es correosexpress.com seur.com mrw.es
nacex.es nacex.com ctt.pt cttexpress.com tipsa-dinapaq.com tip-sa.com zeleris.com envialia.com ecoscooting.com
celeritastransporte.com brt.it bartolini.it sda.it poste.it nexive.it fercam.com arcospedizioni.it postnl.nl postnl.com
postnl.be bpost.be bpost2.be trunkrs.nl homerr.com inpost.pl inpost.it inpost.fr inpost.es inpost.co.uk inpost.eu
poczta-polska.pl pocztex.pl orlenpaczka.pl paczkawruchu.pl packeta.com zasilkovna.cz ppl.cz ceskaposta.cz postnord.com
postnord.se postnord.dk postnord.no postnord.fi budbee.com instabox.io instabox.se instabee.com airmee.com earlybird.se
bring.se bring.no bring.com bring.dk matkahuolto.fi posti.fi posten.no post.ch post.at anpost.com anpost.ie fastway.ie
omniva.ee omniva.lt omniva.lv venipak.com speedy.bg econt.com fancourier.ro sameday.ro cargus.ro gls-romania.ro
yurticikargo.com araskargo.com.tr mngkargo.com.tr suratkargo.com.tr ptt.gov.tr hepsijet.com kolaygelsin.com horoz.com.tr
sendeo.com.tr trendyolexpress.com correios.com.br jadlog.com.br loggi.com totalexpress.com.br azulcargoexpress.com.br
estafeta.com redpack.com.mx paquetexpress.com.mx 99minutos.com correosdemexico.gob.mx sendex.mx kuronekoyamato.co.jp
sagawa-exp.co.jp japanpost.jp seino.co.jp fukutsu.co.jp nittsu.co.jp nipponexpress.com sf-express.com sf-international.com
sto.cn zto.com yto.net.cn yundaex.com ems.com.cn jdl.com best-inc.cn deppon.com cainiao.com 4px.com yunexpress.com
yunexpress.cn yanwen.com.cn yw56.com.cn 1-8.com.cn sf-express.com.cn hongkongpost.hk post.gov.tw singpost.com ninjavan.co
ninjavan.com qxpress.asia jtexpress.sg jtexpress.com aramex.com smsaexpress.com splonline.com.sa spl.com.sa naqelexpress.com
naqel.com.sa emiratespost.ae epg.gov.ae 7x.ae zajil-express.com fetchr.us egyptpost.org egyptpost.gov.eg bosta.co mylerz.com
ajex.com imile.com jtexpress.me saee.sa bluedart.com delhivery.com dtdc.in dtdc.com ekartlogistics.com ecomexpress.in
xpressbees.com indiapost.gov.in shadowfax.in auspost.com.au startrack.com.au couriersplease.com.au sendle.com tollgroup.com
teamglobalexp.com aramex.com.au nzpost.co.nz thecourierguy.co.za postoffice.co.za ram.co.za dsv.com dpdlaser.co.za
fastway.com.au landmarkglobal.com asendia.com spring-gds.com wndirect.com parcel2go.com apc-overnight.com palletways.com
pallex.com palletforce.com go-express.com trans-o-flex.com iloxx.de emons.de hellmann.com ids-logistik.de cargoline.de
"""))  # fmt: skip
"""Registrable domains."""

CARRIER_NAMES = frozenset(wordlist("""
dhl ups fedex tnt dpd gls hermes evri yodel royal_mail parcelforce usps ontrac purolator canada_post chronopost colissimo
la_poste mondial_relay geodis schenker dachser kühne rhenus raben correos seur mrw nacex ctt brt bartolini sda
poste_italiane postnl bpost inpost poczta_polska pocztex packeta postnord budbee instabox bring posti an_post yurtiçi
aras_kargo mng sürat_kargo ptt hepsijet correios jadlog loggi estafeta ヤマト 佐川 日本郵便 ゆうパック 西濃 福山通運
クロネコ 顺丰 順豐 中通 圆通 申通 韵达 京东物流 菜鸟 邮政 ems أرامكس سمسا البريد ناقل aramex smsa naqel blue_dart delhivery
dtdc auspost australia_post startrack singpost dsv trans-o-flex emons hellmann
"""))  # fmt: skip
"""Names of carriers as running text has them, lower-case; `_` stands for a blank."""
