"""Every figure of the sample report (示例資料) says in public what its sentence says: name, value, change."""

import re
from html import unescape

import pytest
from django.urls import reverse

from feedback.sample.reports import PUBLISHED, names_of
from reports.models import Figure, Report

pytestmark = pytest.mark.on_postgres

# Read from the sentences of the report by a person: name, value as shown, what it is compared with.
SAID = [
    ("「雷霆」集中打擊行動", "5次", ""),
    ("偵破的刑事案件", "9700起", ""),
    ("破獲的命案", "41起", ""),
    ("落網的涉黑涉惡犯罪嫌疑人", "765人", ""),
    ("被扣押、凍結的涉黑涉惡案件資產", "1.09億元", ""),
    ("接到反詐預警和勸阻的群眾", "353萬人次", ""),
    ("告破的電信網絡詐騙案件", "9200起", ""),
    ("發生在本地的電信網絡詐騙案件", "2100起", ""),
    ("替外地破的電信網絡詐騙案件", "7100起", ""),
    ("抓獲的電信網絡詐騙犯罪嫌疑人", "2300人", ""),
    ("被緊急止付、凍結的電信網絡詐騙涉案資金", "9.1億元", ""),
    ("破獲的毒品案件", "274起", ""),
    ("收繳的毒品", "220公斤", ""),
    ("偵破的經濟犯罪案件", "323起", ""),
    ("替經濟犯罪案件受害方挽回的經濟損失", "1.12億元", ""),
    ("賭博、涉黃類違法犯罪的查處案件數", "上升 33%", "與 2020 年相比"),
    ("破獲的食品、藥品、環境領域和製假售假案件", "350起", ""),
    ("經110接報並處置的警情", "308萬起", ""),
    ("得到救助的群眾", "34.4萬人次", ""),
    ("摸排並調解的矛盾糾紛", "1.1萬起", ""),
    ("中小學和幼兒園一鍵報警裝置、聯網監控、護學崗的配齊比例", "100%", ""),
    ("查出的道路交通安全隱患", "7.65萬處", ""),
    ("全市道路交通事故的起數", "下降 0.9%", "與 2020 年相比"),
    ("全市道路交通事故的死亡人數", "下降 1.2%", "與 2020 年相比"),
    ("上門檢查的「九小場所」", "6.9萬家次", ""),
    ("查出並督促整改的消防隱患", "4.6萬處", ""),
    ("裝上智能管控系統的加油站", "552個", ""),
    ("對從重點地區來青、返青人員的排查隨訪", "320餘萬人次", ""),
    ("加強管控的疫情防控重點部位", "445處", ""),
    ("查處的涉疫情違法犯罪", "62起", ""),
    ("大型活動安保", "940場次", ""),
    ("公安融合大數據中心匯集到雲上的數據", "超過1.7萬億條", ""),
    ("裝上智能安防設施的小區和村莊", "1.1萬餘個", ""),
    ("自行研發的智能業務系統", "23個", ""),
    ("能直接用於辦案的實戰模型", "696個", ""),
    ("盜竊、搶劫、詐騙案件的破案率", "上升 21%", "原文沒有寫明與哪一年相比"),
    ("解決了辦公和技術用房不足的派出所", "39個", ""),
    ("辦結的積壓刑事、行政案件", "3.7萬起", ""),
    ("建成的標準化執法辦案管理中心", "16個", ""),
    ("升級改造的派出所執法辦案區", "147個", ""),
    ("市民起訴公安機關的案件中單位負責人出庭應訴的比例", "100%", ""),
    ("領導班子成員對口聯繫的省、市兩級重點項目", "249項", ""),
    ("走簽證「綠色通道」的海外高端人才和家屬", "356名", ""),
    ("「我為群眾辦實事」的措施", "19條", ""),
    ("公安交管落地的新便民措施", "12項", ""),
    ("青島增加的車輛和駕駛人業務便民舉措", "14條", ""),
    ("全市的出入境證件受理點", "29個", ""),
    ("「一碼通」註冊用戶", "突破1000萬", ""),
    ("「一碼通」累計掃碼", "3300萬次", ""),
    ("公安政務服務事項承諾辦理時限的壓縮幅度", "89.6%", ""),
    ("全程可在網上辦理的公安政務服務事項", "67項", ""),
    ("在手機上查詢老戶籍檔案", "13萬人次", ""),
    ("2020年「三民」活動收到的意見建議", "170件", ""),
    ("逐一訂方案治理的醫院、景區、學校、幼兒園門口等易亂區域", "83處", ""),
    ("查處的貨車超載超速、摩托車和電動車逆行、闖紅燈等違法行為", "48.6萬起", ""),
    ("配時由系統隨車流調整的市區路口信號燈", "1000餘處", ""),
    ("新增和共享的道路停車泊位", "3.7萬個", ""),
    ("清走的「殭屍車」", "698輛", ""),
    ("養狗問題聯合整治", "170次", ""),
    ("辦證登記的犬隻", "2.1萬隻", ""),
    ("查處的犬隻擾民、傷人案件", "214起", ""),
    ("裝好信息採集系統的網約房", "870家", ""),
    ("經系統採集的網約房旅客信息", "103萬人次", ""),
    ("市外遷入落戶的人數", "9.4萬人", ""),
    ("市外遷入落戶的人數", "上升 72.3%", "與 2020 年相比"),
    ("受到上級表彰獎勵的單位", "90個", ""),
    ("受到上級表彰獎勵的個人", "310名", ""),
]


@pytest.fixture
def report(sample_year):
    return Report.objects.get(year=2021)


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pressed(text):
    """Without any blanks: marks within a sentence leave some behind."""
    return re.sub(r"\s+", "", text)


def test_the_figures_page_says_what_the_sentences_say(report, client):
    page = client.get(reverse("figure_list", args=[2021])).text
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td class="number">(.*?)</td>', page, re.DOTALL)
    shown = [(plain(name), *(plain(part) for part in [*value.split("<br>"), ""][:2])) for name, value in rows]
    assert shown == SAID


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_name_is_of_a_figure_of_the_report(sample_year, year):
    figures = Figure.objects.of(Report.objects.get(year=year))
    assert [(figure.text, figure.name) for figure in figures] == names_of(year)
    assert {figure.is_corrected for figure in figures} == {True}


def test_each_has_a_page_of_its_own_with_its_value_and_its_sentence(report, client):
    missing = []
    for figure in Figure.objects.filter(section__report=report).in_order():
        page = pressed(plain(client.get(figure.get_absolute_url(), follow=True).text))
        missing += [words for words in (figure.name, figure.told, figure.sentence) if pressed(words) not in page]
    assert missing == []


def test_cards_in_the_margin_tell_the_same(report, client):
    page = client.get(reverse("report_detail", args=[2021])).text
    cards = re.findall(r'<li class="margin__card">(.*?)</li>', page, re.DOTALL)
    told = {(name + value + note).replace(" ", "") for name, value, note in SAID}
    assert [card for card in (plain(card).replace(" ", "") for card in cards) if card not in told] == []
    assert len(cards) > 20


def test_every_number_in_the_running_text_leads_to_a_page_that_holds_its_value(report, client):
    page = client.get(reverse("report_detail", args=[2021])).text
    numbers = re.findall(r'<a class="figure" id="[^"]+" href="([^"]+)"><data value="([^"]+)">([^<]+)</data></a>', page)
    assert [text for address, value, text in numbers] == [figure.text for figure in Figure.objects.of(report)]
    wrong = []
    for address, value, text in numbers:
        answer = client.get(address, follow=True)
        if answer.status_code != 200 or f'<data value="{value}">' not in answer.text or 'id="2021"' not in answer.text:
            wrong.append((address, text))
    assert wrong == []


def test_a_chart_words_its_numbers_as_the_sentence_does(report, client):
    page = client.get(reverse("report_detail", args=[2021])).text
    chart = re.search(r'<figure class="chart">.*?</figure>', page, re.DOTALL)[0]
    amounts = re.findall(r'<span class="(?:unbroken|amount)">([^<]+)</span>', chart)
    assert amounts == ["9200起", "2100起", "7100起"]
    assert "其中替外地破的電信網絡詐騙案件最多，占 77.2%" in plain(chart)
