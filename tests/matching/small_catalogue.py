"""A catalogue of five excuses, small enough to think through what each phrase must find."""

from rejoinder.matching import Catalogue

SMALL = Catalogue(
    said={
        "waiting_on_customer": (
            "our customer has not paid us",
            "we are waiting for our own client to settle",
            "as soon as our customer pays I can pay you",
            "我们的客户还没给我们付款",
            "客户的钱还没到",
            "等客户回款了就给你们",
        ),
        "no_invoice": (
            "we never received the invoice",
            "can you send me a copy of the invoice",
            "the invoice has not arrived",
            "我们没收到发票",
            "发票还没寄过来",
            "麻烦再发一份发票",
        ),
        "already_paid": (
            "we paid that last week",
            "that has been paid already",
            "my records show it was settled on the 3rd",
            "这笔钱上周就付了",
            "我们已经付过款了",
            "款早就打给你们了",
        ),
        "payment_in_transit": (
            "the cheque is in the post",
            "the transfer went out this morning",
            "支票已经寄出去了",
            "今天早上刚汇出去",
        ),
        "payer_absent": (
            "the ﬁnance manager is on holiday",
            "she is away until Monday, nobody else can pay",
            "财务出差了",
            "老板不在，没人签字",
        ),
    },
    counter={
        "no_invoice": ("we have received the invoice", "发票我们收到了"),
        "waiting_on_customer": ("our customer has paid us, so you will have it on Friday",),
    },
    no_excuse=(
        "hello, who is speaking please",
        "hold on, I will put you through",
        "I will transfer the full amount on Friday",
        "thank you, have a nice day",
        "您好，请问哪位",
        "稍等，我帮您转过去",
        "周五我把全款转给你",
    ),
)
PHRASES = [(excuse, phrase) for excuse, phrases in SMALL.said.items() for phrase in phrases]
