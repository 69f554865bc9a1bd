"""What the foot of every page says of who runs the site: each setting in its place, nothing where one is empty."""

import re

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

EMPTY = {
    "FOOTER_LINES": [], "FOOTER_LINES_EN": [], "ORGANISER": "", "ORGANISER_EN": "", "CONTACT": "", "CONTACT_EN": "",
    "LOGO": "", "ICP_NUMBER": "", "POLICE_NUMBER": "", "SITE_IDENTIFIER": "",
}  # fmt: skip
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def told(client, settings):
    """`told(address, **settings)`: the lines of the foot, without the tags, when these are set and no other."""

    def told(address="/about/", **values):
        for name, value in (EMPTY | values).items():
            setattr(settings, name, value)
        return [TAG.sub("", line) for line in re.findall("<li.*?</li>", block(client.get(address).text))]

    return told


def block(page):
    return re.search(r'<div class="footer__host">.*?</div>', page, re.S)[0]


def test_what_is_empty_is_not_shown(told):
    assert told() == []


def test_each_setting_stands_in_its_place(told):
    assert told(
        ORGANISER="青島市公安局",
        CONTACT="0532-00000000",
        FOOTER_LINES=["承辦：指揮中心"],
        SITE_IDENTIFIER="0000000000",
        ICP_NUMBER="魯ICP備00000000號",
        POLICE_NUMBER="魯公網安備00000000000000號",
    ) == [
        "主辦單位：青島市公安局",
        "聯繫方式：0532-00000000",
        "承辦：指揮中心",
        "政府網站標識碼：0000000000",
        "魯ICP備00000000號",
        "魯公網安備00000000000000號",
    ]


def test_the_numbers_lead_to_their_registers(client, told):
    told(ICP_NUMBER="魯ICP備00000000號", POLICE_NUMBER="魯公網安備 12345678901234 號")
    assert re.findall('href="([^"]+)"', block(client.get("/about/").text)) == [
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/#/query/webSearch?code=12345678901234",
    ]


def test_the_logo_is_called_by_the_name_of_the_bureau(client, told):
    told(LOGO="/logo.svg")
    assert re.findall("<img[^>]+>", block(client.get("/about/").text)) == [
        '<img class="footer__logo" src="/logo.svg" alt="青島市公安局" loading="lazy">'
    ]


def test_english_pages_show_the_english_where_there_is_any(told):
    names = {"ORGANISER": "青島市公安局", "ORGANISER_EN": "Qingdao Police", "CONTACT": "香港中路某號"}
    [organiser, contact] = told("/en/about/", **names)
    assert (organiser.endswith("Qingdao Police"), contact.endswith("香港中路某號")) == (True, True)


def test_the_sample_names_the_bureau_and_no_number(client):
    lines = re.findall("<li.*?</li>", block(client.get("/about/").text))
    assert [TAG.sub("", line) for line in lines] == ["主辦單位：青島市公安局"]


@pytest.mark.parametrize("address", ["/about/", "/suggestions/", "/status/"])
def test_the_foot_names_the_hotline_once(client, address, settings):
    factories.office()
    foot = re.search("<footer.*?</footer>", client.get(address).text, re.S)[0]
    assert foot.count(f'href="tel:{settings.HOTLINE}"') == 1
