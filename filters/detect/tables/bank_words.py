"""What names a bank account, and what says that money goes to it, as it occurs in lower-case text. Thirteen languages."""

from __future__ import annotations

from filters.detect.tables.wordlist import wordlist

_COUNTRIES = {
    15: "no", 16: "be", 18: "dk fi fk fo gl nl sd", 19: "mk si", 20: "at ba ee kz lt lu mn xk", 21: "ch hr li lv",
    22: "bg bh cr de gb ge ie me rs va", 23: "ae gi il iq om so tl", 24: "ad cz es md pk ro sa se sk tn vg", 25: "ly pt st",
    26: "is tr", 27: "bi dj fr gr it mc mr sm", 28: "al az by cy do gt hn hu lb ni pl sv", 29: "br eg ps qa ua",
    30: "jo kw mu ye", 31: "mt sc", 32: "lc", 33: "ru",
}  # fmt: skip
IBAN_LENGTHS = {country: size for size, countries in _COUNTRIES.items() for country in countries.split()}
"""Characters of an IBAN by country, as the registry of ISO 13616 has them."""

BANK = """
sort_code sort-code routing_number routing_no aba_no aba_number blz bankleitzahl bankgiro bg-nummer bg_nr plusgiro
pg-nummer clearingnummer kontonummer konto-nr kontonr konto_nr clabe cbu ifsc rib rib_: nib nib_: bsb bank_account
bank_acc bankkonto bankrekening rekeningnummer compte_bancaire numéro_de_compte numero_de_compte cuenta_bancaria
número_de_cuenta numero_de_cuenta nº_de_cuenta n.º_de_cuenta conto_corrente c/c numero_di_conto numer_konta nr_konta
numer_rachunku nr_rachunku rachunek conta_bancária conta_corrente conta_poupança agência chave_pix pix hesap_no
hesap_numara hesabımız banka_hesab 口座番号 振込先 普通預金 普通口座 普通_ 当座 开户行 开户银行 银行账号 银行卡号
收款账号 收款账户 对公账户 銀行帳號 رقم_الحساب حساب_بنكي الحساب_البنكي آيبان ايبان iban swish_123
"""
"""Nothing but a bank's account is called so."""

ACCOUNT = """
account acct acc a/c konto compte cuenta conto conta rekening rachunku konta hesap hesab kontot 口座 账号 账户 帳號
帳戶 卡号 银行 銀行 記号 حساب الحساب حسابنا
"""
"""Other accounts are called so too: only where money is spoken of."""

PAY = """
pay payment wire transfer deposit remit send_money beneficiary payee surcharge balance_of settle refund zahl überweis
bezahl einzahl empfänger inhaber inh. verwendungszweck geld betrag anzahlung restbetrag virer virement verser règle
paye bénéficiaire titulaire acompte transfer ingres transfier transferir abon titular concepto porte paga versa
bonific intestat causale saldo denaro somma betaal betalen overmaken maak_over stort t.n.v. wpłac wpłat przelew
przelać zapłac odbiorca należn betal överför sätt_in insättning mottagare pagamento pague deposite depósito
transferência favorecido titular öde havale eft yatır gönder alıcı hesab dekont 汇 匯 邮费 手配
振込 振り込 お支払 名義 送金 打款 转账 汇款
付款 收款 户名 转到 打到 轉帳 匯款 حوّل تحويل حول ادفع الدفع دفع ايداع إيداع باسم المبلغ
"""

UPI_BANKS = frozenset(
    wordlist("""
okhdfcbank okicici oksbi okaxis ybl ibl axl apl yapl rapl paytm upi sbi icici hdfcbank axisbank axis kotak kotakbank pthdfc
ptsbi ptyes ptaxis fbl jio jiopay wahdfcbank wasbi waicici waaxis freecharge ikwik mbk barodampay cnrb pnb unionbank
unionbankofindia yesbank yesbankltd yespay indus federal boi mahb idfcbank idfcfirst airtel postbank dbs hsbc citi sc rbl
aubank timecosmos superyes naviaxis slice abfspay idbi iob uco uboi dlb kbl kvb sib tmb utib allbank bandhan dcb equitas
fam fampay payzapp pingpay amazonpay bhim
""")
)
"""What stands behind the @ of a UPI id."""
