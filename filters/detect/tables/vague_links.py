"""Link texts that do not tell where the link leads, in the thirteen languages; lower case, without marks at their ends."""

from __future__ import annotations

VAGUE = frozenset(
    text.strip()
    for texts in (
        # en
        "click here|click|here|click this link|click the link|this link|link|this page|read more|more|learn more|see more|"
        "view more|more info|more information|details|go|continue|tap here|press here|this|find out more|follow this link",
        # de
        "hier klicken|klicken sie hier|klicke hier|klick hier|klick|hier|mehr|weiterlesen|mehr lesen|mehr erfahren|weiter|"
        "dieser link|diesem link|diesen link|zum link|mehr infos|mehr informationen|"
        "weitere informationen|weitere infos|bitte hier klicken",
        # fr
        "cliquez ici|cliquer ici|clique ici|ici|ce lien|lien|le lien|en savoir plus|lire la suite|plus|plus d'infos|"
        "plus d'informations|suite|voir plus|cette page|cliquez sur ce lien|par ici",
        # it
        "clicca qui|cliccare qui|fai clic qui|fare clic qui|qui|questo link|link|leggi di più|scopri di più|di più|continua|"
        "maggiori informazioni|più informazioni|altro|questa pagina",
        # es
        "haga clic aquí|haz clic aquí|clic aquí|pulse aquí|pulsa aquí|pincha aquí|pinche aquí|aquí|este enlace|enlace|leer más|"
        "más|más información|saber más|ver más|continuar|haga click aquí|click aquí|esta página",
        # nl
        "klik hier|klik|hier|deze link|lees meer|meer|meer lezen|meer informatie|meer info|verder|lees verder|deze pagina",
        # pl
        "kliknij tutaj|kliknij tu|kliknij|tutaj|tu|ten link|link|czytaj więcej|więcej|dowiedz się więcej|więcej informacji|"
        "dalej|pod tym linkiem|ta strona",
        # sv
        "klicka här|klicka|här|denna länk|den här länken|länk|läs mer|mer|mer information|mer info|fortsätt|denna sida",
        # pt
        "clique aqui|clica aqui|carregue aqui|aqui|este link|neste link|link|leia mais|ler mais|saiba mais|mais|"
        "mais informações|continuar|ver mais|esta página",
        # tr
        "buraya tıklayın|buraya tıklayınız|buraya tıkla|tıklayın|tıklayınız|tıkla|burada|buradan|buraya|bu bağlantı|bağlantı|"
        "bu link|devamı|daha fazla|daha fazla bilgi|devam|devamını oku",
        # ja
        "こちら|ここ|ここをクリック|こちらをクリック|クリック|リンク|詳細|詳しくはこちら|もっと見る|続きを読む|詳細はこちら|コチラ",
        # zh
        "点击这里|点击此处|请点击这里|请点击此处|单击此处|这里|此处|点击|链接|此链接|更多|了解更多|查看更多|详情|點擊這裡|點擊此處|按此|這裡|更多資訊",
        # ar
        "انقر هنا|اضغط هنا|إضغط هنا|هنا|هذا الرابط|الرابط|المزيد|اقرأ المزيد|لمزيد من المعلومات|من هنا|تابع",
    )
    for text in texts.split("|")
)
