"""The sample's units, fields and districts."""

from feedback.models import Category, District, Unit

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


def create():
    for order, name in enumerate(DISTRICTS, start=1):
        District.objects.create(name=name, order=order * 10)
    units = {name: Unit.objects.create(name=name, order=order * 10) for order, name in enumerate(UNITS, start=1)}
    for order, (name, hint, unit, days) in enumerate(CATEGORIES, start=1):
        Category.objects.create(name=name, hint=hint, unit=units.get(unit), reply_days=days, order=order * 10)
