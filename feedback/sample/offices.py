"""The sample's units, fields and districts, its routes, and the wording its handlers begin from."""

from feedback.models import Category, District, ReplyTemplate, Route, Unit

DISTRICTS = {
    "市南區": "Shinan District",
    "市北區": "Shibei District",
    "李滄區": "Licang District",
    "嶗山區": "Laoshan District",
    "黃島區": "Huangdao District",
    "城陽區": "Chengyang District",
    "即墨區": "Jimo District",
    "膠州市": "Jiaozhou City",
    "平度市": "Pingdu City",
    "萊西市": "Laixi City",
}
UNITS = {
    "交警支隊": "Traffic Police Division",
    "車輛管理所": "Vehicle Administration Office",
    "治安警察支隊": "Public Order Police Division",
    "戶政管理處": "Household Registration Office",
    "出入境管理局": "Exit and Entry Administration",
    "網絡安全保衛支隊": "Cyber Security Division",
    "市南分局": "Shinan Branch",
    "市北分局": "Shibei Branch",
    "李滄分局": "Licang Branch",
    "嶗山分局": "Laoshan Branch",
    "黃島分局": "Huangdao Branch",
    "城陽分局": "Chengyang Branch",
    "即墨分局": "Jimo Branch",
    "膠州市公安局": "Jiaozhou Public Security Bureau",
    "平度市公安局": "Pingdu Public Security Bureau",
    "萊西市公安局": "Laixi Public Security Bureau",
}
# name, what it holds, unit, working days, and the first two in English
CATEGORIES = [
    (
        "道路交通管理", "紅綠燈、停車、違法行為、駕駛證與車輛", "交警支隊", 15,
        "Road traffic", "signals, parking, violations, driving licences and vehicles",
    ),
    (
        "治安管理", "養犬、噪聲、出租房與網約房、巡邏防範", "治安警察支隊", 15,
        "Public order", "dogs, noise, rented and short-stay homes, patrols",
    ),
    (
        "戶政管理", "落戶、身份證、居住證、門牌地址", "戶政管理處", 15,
        "Household registration", "registering a residence, identity cards, residence permits, house numbers",
    ),
    (
        "出入境管理", "護照、通行證、外國人簽證", "出入境管理局", 15,
        "Exit and entry", "passports, travel permits, visas for foreigners",
    ),
    (
        "網絡與反詐", "電信網絡詐騙防範、網絡秩序", "網絡安全保衛支隊", 15,
        "Internet and fraud", "preventing telephone and online fraud, order on the internet",
    ),
    (
        "其他", "不屬於以上各項的公安工作", None, 15,
        "Other", "police work that none of the above covers",
    ),
]  # fmt: skip
# field, district, unit: what a branch handles itself
ROUTES = [
    ("治安管理", "城陽區", "城陽分局"),
    ("治安管理", "即墨區", "即墨分局"),
    ("戶政管理", "膠州市", "膠州市公安局"),
]
REPLY_TEMPLATES = [
    (
        "已經辦理",
        None,
        "您於{收到日期}提出的「{標題}」（{編號}）收悉，感謝您的建議。\n\n{承辦單位}已經現場查看並辦理：",
    ),
    (
        "需要時間",
        None,
        "您提出的「{標題}」（{編號}）收悉。{承辦單位}已經列入計劃，因涉及其他部門，需要一段時間，進展在本頁公布。",
    ),
    ("信號燈配時", "道路交通管理", "您反映的信號燈，{承辦單位}已於{日期}前完成流量觀測，調整後的配時是："),
]


def create():
    districts, units = _rows(District, DISTRICTS), _rows(Unit, UNITS)
    for order, (name, hint, unit, days, name_en, hint_en) in enumerate(CATEGORIES, start=1):
        Category.objects.create(
            name=name, name_en=name_en, hint=hint, hint_en=hint_en, unit=units.get(unit), reply_days=days,
            order=order * 10,
        )  # fmt: skip
    categories = {category.name: category for category in Category.objects.all()}
    for field, district, unit in ROUTES:
        Route.objects.create(category=categories[field], district=districts[district], unit=units[unit])
    for order, (name, field, body) in enumerate(REPLY_TEMPLATES, start=1):
        ReplyTemplate.objects.create(name=name, category=categories.get(field), body=body, order=order * 10)


def _rows(model, names):
    """{name: row}, in the order of `names`, each with its English."""
    numbered = enumerate(names.items(), start=1)
    return {
        name: model.objects.create(name=name, name_en=name_en, order=order * 10) for order, (name, name_en) in numbered
    }
