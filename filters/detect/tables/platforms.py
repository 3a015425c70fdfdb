"""Messengers and social networks as people write them, invitations to them, and what only bears their name."""

from __future__ import annotations

PLATFORMS: dict[str, str] = {
    "whatsapp": r"whats\s?app(?:a|ie|em|u|ta|gruppen?|groep|grupp)?|"
    r"whatsap|whatapp|(?:(?<=no )|(?<=meu )|(?<=pelo )|(?<=por )|(?<=al )|(?<=um )|"
    r"(?<=mi ))(?:whats|zap)"
    r"|zapzap|wsp|wpp|wapp|wasap|guasap|watsap|واتس\s?اب|واتساب|الواتس|واتس|ワッツアップ",
    "wechat": r"we\s?chat|weixin|微信|薇信|威信|微❤|v\s?信|加\s?v(?![a-z])|vx|wx(?=\s?[:：号是]|\s?id)|公众号|"
    r"ウィーチャット|وي\s?تشات",
    "line": r"line(?=\s?(?:id|@|account|で|の|に|公式|アカウント|友))|line(?=\s?[:：]\s?@?[a-z][\w.]*[_\d.])|公式line"
    r"|ライン(?=id|アカウント|公式|＠|@|で(?:ご?連絡|友|追加|登録|お|メッセージ|やり))",
    "telegram": r"telegram|تيلي?جرام|تلي?جرام|تلغرام|تيليغرام|電報群|电报|テレグラム",
    "signal": r"signal(?=[\s-]?(?:app|messenger|:|id|gruppe|group)|[^\w]*$)|(?<=via )signal|(?<=über )signal|"
    r"(?<=per )signal|(?<=on )signal|(?<=op )signal|(?<=na )signal(?:u|em)?|(?<=przez )signala?|"
    r"signal(?=\s(?:oder|albo|of|eller|kullan\w+|heeft))|signal'd[ea]n?",
    "messenger": r"messenger|(?:facebook|fb)[\s-]messenger|ماسنجر|مسنجر|messengerze|messengeru|mesajlaşma uygulaması",
    "instagram": r"instagramm?(?:ie|a|u|ach|'da|'dan|'ta)?|insta(?:'da|gramda)?|ig(?=\s?[:@]|\s?-?\s?account|\s?page)|"
    r"i̇nsta(?:gram)?|[اإ]نست(?:ا?قرام|ا?جرام|ا?غرام|ا)|インスタ(?:グラム)?|照片墙",
    "facebook": r"facebook(?:u|a|ie|'ta|'tan|groep|grupp(?:e|en)?|seite|sidan?|pagina)?|"
    r"(?<![a-z])fb(?![a-z])|face(?=\s?book)|فيسبوك|الفيس|フェイスブック|脸书|臉書",
    "tiktok": r"tik\s?tok(?:u|a|ie|'ta)?|تيك\s?توك|ティックトック|抖音",
    "x": r"twitter(?:ze|a|'da)?|(?<=on )x(?=\s?[(/@:]|\s?\(formerly)|تويتر|ツイッター|推特|(?<=formerly )twitter",
    "youtube": r"油管|you\s?tube[\s-]?(?:channel|kanal\w*|chaîne|canale?|kanału|kanale)?|"
    r"يوتيوب|ユーチューブ|(?<=our )yt(?![a-z])",
    "viber": r"viber|فايبر",
    "kakaotalk": r"kakao\s?talk|카카오톡|카톡|カカオ",
    "skype": r"skype|سكايب|スカイプ",
    "snapchat": r"snap\s?chat|(?<=on )snap(?![a-z])|(?<=sur )snap(?![a-z])|سناب\s?شات|سناب(?!\s?باك)|スナップチャット|"
    r"(?<=our )snap(?![a-z])",
    "discord": r"discord|ديسكورد|ディスコード",
    "pinterest": r"pinterest(?:a|u|ie)?|ピンタレスト|بنترست",
    "threads": r"threads(?=\s?[:@])",
    "linkedin": r"linked\s?in",
    "xiaohongshu": r"小红书|xiaohongshu",
    "weibo": r"微博|weibo",
    "kuaishou": r"快手",
    "bilibili": r"b站|哔哩|bilibili",
    "threema": r"threema",
    "qq": r"(?<![a-z])qq(?=\s?[:：号群]|\s?\d)|企鹅号|扣扣",
    "vk": r"vkontakte|вконтакте",
    "green app": r"gr(?:een|ünen?|ünem|ønne|öna|oene?) (?:app|messenger|chat)|app verte|appli verte|app verde|"
    r"zielon\w+ (?:apce|aplikacj\w|komunikator\w*)"
    r"|groene (?:app|appje)|gröna appen|yeşil uygulama\w*|緑のアプリ|绿色软件|绿泡泡|小绿|التطبيق الأخضر|"
    r"messaggistica verde|aplicación verde",
}
"""Name of the platform to a regex of its names in lower-case folded text."""

TELLING = """
whats whata zap wsp wpp wapp wasap guasap watsap واتس ワッツアップ chat wechat weixin 微 信 v信 加 vx wx 公众号 ウィーチャット
وي line ライン telegram تيل تل 電報群 电报 テレグラム signal messenger ماسنجر مسنجر mesajlaşma insta nsta ig انست إنست
インスタ 照片墙 fb face فيسبوك الفيس フェイスブック 脸书 臉書 tik تيك ティックトック 抖音 twitter x تويتر ツイッター 推特 油管
快手 b站 哔哩 bilibili threema youtube tube yt يوتيوب ユーチューブ viber فايبر kakao 카카오톡 카톡 カカオ skype سكايب スカイプ
snap سناب スナップチャット discord ديسكورد ディスコード pinterest ピンタレスト بنترست threads linked 小红书 weibo qq 企鹅号
扣扣 vkontakte вконтакте green grün grøn grön groen verte verde zielon yeşil 緑の 绿 التطبيق
"""
"""Beginnings of words, one of which every such name has: of "you tube" and "app verte" the second, the first being common."""

INVITING = """
voeg_me_toe voeg_ons_toe reach findet finden abonnieren abonniert abonniere contactarnos contactarme escribirnos seguirnos
agregarnos dodać napisać sök hitta arayın arayabilirsiniz hattımız numaramız üzerinden_yazın aggiungimi scrivimi mandami
cercaci cercateci encuéntrenos bize_yazın sayfamızı hesabımızı ajoutez-moi ajoutez-nous écrivez-moi écrivez-nous follow
subscribe add_us add_me find_us find_me message_us message_me text_us write_us write_to_us write_me contact_us contact_me
reach_us reach_me chat_with ping_us ping_me dm_us dm_me dm join_us join_our join_me like_us tag_us visit_us visit_our
hit_us_up hit_me look_us_up search_for send_us send_me talk_to_us connect_with see_you_on catch_us come_over move_to switch_to
continue_on let's_chat let's_talk we're_on we_are_on available_on reachable drop_us get_in_touch stay_in_touch stay_connected
say_hi folg folgen folgt folge schreib schreiben_sie schreibt kontaktier meld melden_sie finden_sie_uns findest findet_ihr
erreich besuch abonnier adden add_uns hinzufügen komm kommen_sie rüber liken like_uns teilt sucht sucht_uns wir_sind_auf
chatten suivez suis-nous suivre rejoins rejoignez retrouvez retrouve contactez contacte écrivez écris joignez joindre ajoutez
ajoute abonnez abonne likez passez venez viens envoyez envoie discutons seguici seguiteci segua segui seguirci scrivici
scriveteci scriva contattaci contattateci ci_contatti ci_trovi ci_trova trovaci trovateci aggiungi aggiungici mandaci mandi
ci_scriva iscriviti iscrivetevi visita raggiungici passi_su síguenos síganos sigue síguenos siganos sigan búscanos búsquenos
buscanos escríbenos escríbanos escribenos escríbame contáctanos contáctenos contactanos agréganos agréguenos añádenos añade
envíanos mándanos mándeme únete únase suscríbete suscríbase encuéntranos encontrarnos hablamos por_privado pásate volg volgt
volgen app_ons app_mij stuur schrijf_ons bericht vind_ons vindt_ons voeg_ons voeg_toe bereik neem_contact contacteer like_ons
appen appt obserwuj obserwujcie śledź śledźcie polub napisz napiszcie proszę_pisać pisz znajdziesz znajdziecie znajdź dodaj
skontaktuj kontakt odezwij dołącz zapraszamy zapraszam subskrybuj odwiedź wyślij följ skriv_till skriv kontakta hitta_oss
hittar_oss lägg_till adda nå_oss gå_med gilla_oss gilla prenumerera meddela siga sigam balance balancez pásamelo pásemelo
pásame mándamelo mándemelo envíamelo envíemelo escríbeme girami giramela mandamela mandamelo segue sigam-nos siga-nos
segue-nos curta chama chame chamar manda mande escreva escreve fale falar fala contacte contate entre_em encontre encontra
adicione adiciona junte-se inscreva procure procura segue_a_gente segue_nós takip takibe yazın yaz_bize ulaşın ulaşabilirsiniz
bize_ulaş ekleyin ekle bulabilirsiniz bulun bize_katıl katılın abone mesaj_atın mesaj_at iletişime beğenin sayfamız hesabımız
kanalımız フォロー 友だち追加 友達追加 ともだち追加 追加して 追加を 登録してください 登録をお願い ご登録 検索して 検索 ご連絡
連絡ください 連絡を dmで dmを dmください お問い合わせください つながり で話し までメッセージ 公式アカウント でやり取り
お気軽に 加我 加我们 加客服 加一下 加个 加 添加 关注 联系我 联系我们 私信 私聊 扫码 扫一扫 搜索 搜 发到 发给我们 拉群 进群
入群 تابعنا تابعونا تابعوا تابعي راسلنا راسلونا راسلني تواصل تواصلوا كلمنا كلمونا كلمني أضفنا اضفنا ضيفنا ضيفونا انضم انضموا
اشترك ابعتلنا ابعت ارسل أرسل ابحث ابحثوا تجدنا تجدوننا رقمنا نتواصل zagadaj zagadać zagadajcie podeślę wpadnij zostaw_suba
daj_suba aratın arat aratınca dönerim görüşelim gelin_tanışalım buyurun دور وكلمني وراسلني وأرسل وابعت وابعتلي تعال اعملنا
متابعة اشتراكك_يفرحنا مروا_عليه 話しかけ 送って 入って お越し skicka schick schicken_sie senden_sie lad lade laden_sie súbalo
súbala suba sube subí manden gönder gönderin yolla yollayın atın yaz yollarım atarım atayım gönderirim look_for looking_for
reached be_reached busque busquen busca buscad cerchi cercate cherchez cherche suchen_sie suchen leta_efter leta zoek szukaj
poszukaj aratıp abone_ol abone_olun subscreva prenumera abonnez_vous erreichbar joignable raggiungibile bereikbaar wyszukaj
zapisz_się メッセージください 订一下 チャンネル登録 お入りください 捧场 点个订阅 一键三连 进来 拉您 拉你
"""
WELCOMING = """
welcome willkommen bienvenue bienvenu bienvenida bienvenido bienvenidos benvenuto benvenuta benvenuti welkom välkommen
välkomna bem-vindo bem-vinda zapraszamy zapraszam bekleriz bekliyoruz join joining beitreten mitmachen dabei schauen_sie
entrar entre entra únase únete apúntese iscrivetevi aspettiamo attendons lid_worden dołącz gå_med katıl katılın anyone_can
everyone_is invite_code einladungscode code_d'invitation código 欢迎 歡迎 加入 歓迎 参加 扫 扫码 进 أهلا مرحب انضم ادخل
الانضمام
"""
"""Words that, beside a group or a channel at a platform, invite to it."""
GATHERING = (
    r"groups?|gruppen?|groupes?|grupos?|gruppi|gruppo|groep|grupa|grupę|grupie|gru[bp]\w{0,8}|communit(?:y|ies)|communauté|comunidad|"
    r"community|channels?|kan[aä]l\w{0,5}|kanał\w{0,3}|canal(?:es)?|canais|canale|chaînes?|pages?|seite|página|pagina|sidan?|stron\w{1,2}|"
    r"servers?|serveur|servidor|sayfa\w{0,6}|社團|社群|频道|頻道|群|グループ|チャンネル|قناة|قناتنا|مجموعة|جروب|غرفة|صفحتنا"
)
"""What people run at a platform for others to join."""
NAMED = """
unter als as under como come jako som olarak diye heiße heißen heißt heet chamado chamada llamado called named name username
user nick alias ich_bin i'm soy sono sou je_suis jestem jag_är ben find_us
"""
"""Words before the name of an account."""
PERSONAL = """
we us our me my we're we've i'm wir uns unser unsere unserem unseren unserer mich mir mein meine meinem meinen nous notre
nos moi mon noi ci nostro nostra mi mio nosotros nos nuestro nuestra mí ons onze wij we mij mijn nas nam nasz naszym naszą
naszej mnie mój moim oss vår vi mig mitt min nós nos nosso nossa gente mim meu minha comigo conosco biz bize bizi bana beni
bizim حسابنا صفحتنا قناتنا معنا إلينا لنا رقمنا 当店 弊社 私ども 私たち 我 我们 咱们 客服
"""
"""Words that make the writer's own of a platform in their clause ("we are on …")."""
POSSESSIVE = """
our my unser unsere unserem unseren unserer mein meine meinem meinen notre nos mon nostro nostra nuestro nuestra nuestras mi
onze ons mijn nasz naszego naszym naszą naszej mój moim vår vårt våra min mitt nosso nossa nossas meu minha 我们的 我的
私たちの 当店の
"""
TOWARDS = """
on via by through over using to at per über auf bei in zu sur par avec su tramite con en por op pri przez na w på över genom
no na pelo pela em على عبر في من_خلال ons_op us_on un una ein eine einen a an een um uma en
"""
"""Words between an invitation and the platform it leads to."""
REFUSING = """
not no never don't cannot can't without against unable nicht kein keine keinen ohne pas jamais sans aucun aucune non nessun
nessuna senza mai nunca ni sin ningún ninguna niet geen zonder nooit nie bez żaden żadnego inte ingen inget utan aldrig não
nem sem nenhum değil yok olmaz veremiyoruz kullanmıyoruz yapmıyoruz lamentablemente_no لا لن ليس لسنا بدون غير لم ولا ولن
不能 不可以 不支持 不提供 不使用 不用 不会 不允许 不得 无法 请勿 禁止 没有
"""
REFUSING_ENDINGS = r"(?:ません|できない)(?!か|でしょうか)|mıyoruz|miyoruz|muyoruz|mayın|meyin"
NO_HESITATION = (
    r"(?:not|n't|never) (?:hesitate|wait|miss)|hesitate not|hésite\w* pas|zöger\w* (?:sie )?nicht|no (?:dud\w+|"
    r"se pierda\w*)|non (?:esit\w+|perder\w*)|não (?:hesit\w+|perc\w+)"
    r"|aarzel niet|nie wahaj\w*|tveka inte|لا تتردد\w*|çekinmeyin\w*|why not|warum nicht|pourquoi pas|perché non|"
    r"por qué no|por que não"
)
"""Refusing words that encourage."""
PRODUCT_AFTER = (
    r"[\s-]?(?:stickers?|aufkleber|sticker[\s-]?set|ring\s?light|ringlicht|light|licht|lamp|lampe|case|hülle|etui|mug|"
    r"tasse|cup|poster|shirt|t-shirt|cap|kissen|cushion|pillow|plush|plüsch|frame|rahmen|neon|sign|schild|logo|icons?|"
    r"symbol|notification\w*|benachrichtigung\w*|meldung\w*|nachrichten|notifiche|notificaciones|notifications?|"
    r"powiadomie\w*|notiser|bildirim\w*|meldingen|notificações|messages?\s(?:are|appear|will|can)|calls?\s(?:are|work|"
    r"can)|support\b|compatib\w*|kompatib\w*|button|taste|app\s(?:is|works|runs|ist|läuft|funktioniert)|bag|tasche|"
    r"socks|socken|keyring|keychain|anhänger|costume|kostüm|card|karte|guthaben|gift\s?card|geschenkkarte|web|dance|"
    r"trend|famous|viral|mania|book\s(?:by|about)|buch|guide\b|cookbook|puzzle|toy|spielzeug|phone|stand|ständer|"
    r"tripod|stativ|mikrofon|microphone|headset|kamera|webcam|通知|スタンプ|グッズ|ライト|表情包|贴纸|补光灯|"
    r"直播灯|إشعار\w*|ملصق\w*)"
)
PRODUCT_BEFORE = (
    r"(?:stickers?|notifications?|benachrichtigungen|meldungen|nachrichten|nachricht|messages?|logo|icon|icône|"
    r"símbolo|calls?|anrufe|apps?\s(?:like|such\sas)|wie|like|such\sas|comme|como|come|zoals|som|gibi|jak|supports?|"
    r"unterstützt|zeigt|shows?|displays?|affiche|muestra|mostra|toont|pokazuje|visar|gösterir|für|seen|bekannt|famous|"
    r"gesehen|vue?|visto|from|of|のロゴ|対応|显示|支持|تعرض|إشعارات|رمز)[\s,]{1,3}(?:(?:der|die|das|von|vom|from|of|de|di|da|"
    r"van|z|från|aus|the|on|auf|sur|su|op|na|på|en|in)\s){0,2}\Z"
)

SOCIAL_HOSTS: dict[str, str] = {
    "wa.me": "whatsapp", "whatsapp.com": "whatsapp", "wa.link": "whatsapp", "t.me": "telegram", "telegram.me": "telegram",
    "telegram.org": "telegram",
    "line.me": "line", "lin.ee": "line", "m.me": "messenger", "messenger.com": "messenger", "instagram.com": "instagram",
    "instagr.am": "instagram",
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "fb.watch": "facebook", "tiktok.com": "tiktok",
    "douyin.com": "tiktok",
    "twitter.com": "x", "x.com": "x", "youtube.com": "youtube", "youtu.be": "youtube", "viber.com": "viber",
    "kakao.com": "kakaotalk", "skype.com": "skype",
    "snapchat.com": "snapchat", "discord.gg": "discord", "discord.com": "discord", "pinterest.com": "pinterest",
    "pin.it": "pinterest", "pinterest.de": "pinterest",
    "pinterest.fr": "pinterest", "threads.net": "threads", "linkedin.com": "linkedin", "weixin.qq.com": "wechat",
    "wechat.com": "wechat", "u.wechat.com": "wechat",
    "xiaohongshu.com": "xiaohongshu", "weibo.com": "weibo", "vk.com": "vk", "signal.me": "signal", "signal.group": "signal",
    "bsky.app": "bluesky",
}  # fmt: skip
SOCIAL_SCHEMES = frozenset(
    (
        "whatsapp",
        "weixin",
        "tg",
        "viber",
        "skype",
        "line",
        "fb-messenger",
        "fb",
        "instagram",
        "snapchat",
        "kakaotalk",
        "sgnl",
        "twitter",
    )
)
