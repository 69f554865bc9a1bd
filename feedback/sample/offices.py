"""The sample's units, fields and districts, its routes, and the wording its handlers begin from."""

from feedback.models import Category, District, ReplyTemplate, Route, Unit

DISTRICTS = ["市南區", "市北區", "李滄區", "嶗山區", "黃島區", "城陽區", "即墨區", "膠州市", "平度市", "萊西市"]
UNITS = [
    "交警支隊", "車輛管理所", "治安警察支隊", "戶政管理處", "出入境管理局", "網絡安全保衛支隊",
    "市南分局", "市北分局", "李滄分局", "嶗山分局", "黃島分局", "城陽分局", "即墨分局",
    "膠州市公安局", "平度市公安局", "萊西市公安局",
]  # fmt: skip
CATEGORIES = [
    ("道路交通管理", "紅綠燈、停車、違法行為、駕駛證與車輛", "交警支隊", 15),
    ("治安管理", "養犬、噪聲、出租房與網約房、巡邏防範", "治安警察支隊", 15),
    ("戶政管理", "落戶、身份證、居住證、門牌地址", "戶政管理處", 15),
    ("出入境管理", "護照、通行證、外國人簽證", "出入境管理局", 15),
    ("網絡與反詐", "電信網絡詐騙防範、網絡秩序", "網絡安全保衛支隊", 15),
    ("其他", "不屬於以上各項的公安工作", None, 15),
]
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
    districts = {
        name: District.objects.create(name=name, order=order * 10) for order, name in enumerate(DISTRICTS, start=1)
    }
    units = {name: Unit.objects.create(name=name, order=order * 10) for order, name in enumerate(UNITS, start=1)}
    for order, (name, hint, unit, days) in enumerate(CATEGORIES, start=1):
        Category.objects.create(name=name, hint=hint, unit=units.get(unit), reply_days=days, order=order * 10)
    categories = {category.name: category for category in Category.objects.all()}
    for field, district, unit in ROUTES:
        Route.objects.create(category=categories[field], district=districts[district], unit=units[unit])
    for order, (name, field, body) in enumerate(REPLY_TEMPLATES, start=1):
        ReplyTemplate.objects.create(name=name, category=categories.get(field), body=body, order=order * 10)
