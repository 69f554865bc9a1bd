"""One contact, however it is written; two, however alike they look."""

import pytest

from feedback.rules.contacts import MOST, Addresses, addresses_in, contact_form, one_contact, spellings
from feedback.rules.notices import Channel

SPELLINGS = {
    "13864210975": [
        "13864210975", "138 6421 0975", "138-6421-0975", "138.6421.0975", "138/6421/0975", "(138)64210975",
        "１３８６４２１０９７５", "１３８－６４２１－０９７５", "138—6421—0975", " 13864210975。",
        "138\u200b6421\u200b0975",
        "+8613864210975", "+86 138 6421 0975", "+86-138-6421-0975", "(+86)13864210975", "（＋８６）138 6421 0975",
        "8613864210975", "86 13864210975", "008613864210975", "0086 138 6421 0975", "013864210975",
        "電話：13864210975", "138 6421 0975（微信同號）",
    ],
    "053285792555": [
        "053285792555", "0532-85792555", "0532 8579 2555", "(0532)85792555", "（０５３２）８５７９－２５５５",
        "+86 532 85792555", "+86-532-85792555", "+86(532)85792555", "+86(0)532 85792555", "+86 0532-85792555",
        "8653285792555", "86-532-85792555", "008653285792555", "0086 532 8579 2555", "0532-85792555.",
    ],
    "053285792555-801": ["0532-85792555轉801", "0532-85792555转801", "0532-85792555 轉 801", "053285792555-801",
                         "+86 532 85792555 分機801", "(0532)85792555#801", "0532 85792555 ext. 801"],
    "01062345678": ["010-62345678", "(010) 6234 5678", "+86 10 6234 5678", "86-10-62345678"],
    "05468222222": ["0546-8222222", "+86 546 822 2222"],
    "85792555": ["85792555", "8579-2555", "８５７９ ２５５５"],
    "4008123123": ["400-8123-123", "4008123123"],
    "+85291234567": ["+852 9123 4567", "+852-9123-4567", "0085291234567", "(+852)91234567"],
    "a@b.cn": [
        "a@b.cn", "A@B.CN", " a@b.cn ", "a@b.cn。", "a@b.cn.", "a@b.cn，", "a@b.cn;", "<a@b.cn>", "ａ＠ｂ．ｃｎ",
        "ａ＠ｂ．ｃｎ。", "a@b。cn", "a @ b.cn", "mailto:a@b.cn", "郵箱：a@b.cn", "a@b.cn\u200b", "a＠b.cn（常用）",
    ],
    "wang.xm+12345@mail.example.cn": ["Wang.XM+12345@mail.example.cn", "wang.xm+12345@MAIL.example.cn！"],
    "13864210975@139.com": ["13864210975@139.com", "13864210975@139.COM。"],
    "wxid_示例": ["wxid_示例", "WXID_示例 ", "「wxid_示例」"],
}  # fmt: skip


@pytest.mark.parametrize("form", SPELLINGS)
def test_every_spelling_has_one_form_and_the_form_is_its_own(form):
    assert {typed: contact_form(typed) for typed in [form, *SPELLINGS[form]]} == dict.fromkeys(
        [form, *SPELLINGS[form]], form
    )


def test_two_contacts_have_two_forms():
    typed = [
        "13864210975", "13864210976", "53285792555", "0532-85792555", "85792555", "0532-85792555-801", "a@b.cn",
        "a@b.com", "a.b@b.cn", "+85291234567", "13864210975@139.com",
    ]  # fmt: skip
    assert len({contact_form(text) for text in typed}) == len(typed)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("138 6421 0975 / a@b.cn", "13864210975"),
        ("13864210975/13900000000", "13864210975"),
        ("13864210975、0532-85792555", "13864210975"),
        ("0532-85792555/13864210975", "053285792555"),
        ("a@b.cn；13864210975", "a@b.cn"),
    ],
)
def test_of_several_in_one_text_the_first_counts(typed, form):
    assert (contact_form(typed), one_contact(typed)) == (form, None)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("+86 138 6421 0975", "13864210975"),
        ("a@b.cn。", "a@b.cn"),
        ("0532-85792555轉801", "053285792555-801"),
        ("我家", None),
        ("138642109", "138642109"),
        ("138642", None),
        ("138642109751386421097", None),
        ("13864210975微信", None),
    ],
)
def test_what_is_one_contact_and_nothing_more(typed, form):
    assert one_contact(typed) == form


def test_nothing_but_signs_stays_what_it_is():
    assert [contact_form(text) for text in ("", "——", "。")] == ["", "——", "。"]


def test_what_is_longer_than_any_contact_is_not_read():
    """However it is made, it costs nothing: it is found by itself alone."""
    longer = "13864210975" + "\u0301" * MOST
    assert (contact_form(longer), one_contact(longer)) == (longer, None)


def test_every_spelling_that_was_stored_before_is_looked_for():
    stored = ["13864210975", "+8613864210975", "8613864210975", "008613864210975", "013864210975"]
    assert [text for text in stored if text not in spellings("13864210975")] == []
    stored = ["053285792555", "+8653285792555", "8653285792555", "008653285792555", "+86053285792555"]
    assert [text for text in stored if text not in spellings("053285792555")] == []
    assert [text for text in ("a@b.cn", "a@b.cn。") if text not in spellings("a@b.cn")] == []
    assert (spellings("+85291234567"), spellings("85792555")) == (["+85291234567", "0085291234567"], ["85792555"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Addresses()),
        ("0532-85792555", Addresses()),
        ("138-6421-0975", Addresses(mobile="13864210975")),
        ("A@B.cn。", Addresses(mail="a@b.cn")),
        ("手機 +86 138 6421 0975，郵箱 ａ＠ｂ．ｃｎ，c@d.cn", Addresses("a@b.cn", "13864210975")),
        ("a@b.cn" + " " * MOST, Addresses()),
        ("138-6421-0975/a@b.cn", Addresses("a@b.cn", "13864210975")),
        ("郵箱a@b.cn，", Addresses("a@b.cn")),
        ("b/a@b.cn", Addresses()),  # all of this is one address, of somebody else
        ("+a@b.cn", Addresses()),
        ("a@b.cn.x1", Addresses()),
        ("a@b.cn.xn--fiqs8s", Addresses()),
        ("a@b.cn@c.cn", Addresses()),
    ],
)
def test_a_notice_goes_to_the_first_address_of_its_kind(text, found):
    assert addresses_in(text) == found


@pytest.mark.parametrize(
    ("contact", "channels"),
    [
        ("Li.Ming@Example.com", [Channel.MAIL]),
        ("138 6421-0975", [Channel.SMS]),
        ("+8613864210975", [Channel.SMS]),
        ("138 6421-0975，li@example.com", [Channel.MAIL, Channel.SMS]),
        ("0532-85792555 li@example.com", [Channel.MAIL]),
        ("13864210975@139.com", [Channel.MAIL]),
        ("0532-85792555", []),
        ("+14155552671", []),
        ("我家", []),
        ("", []),
    ],
)
def test_a_mail_address_and_a_mobile_number_can_be_written_to(contact, channels):
    found = addresses_in(contact)
    assert (found.channels, found.by("")) == (channels, "")
