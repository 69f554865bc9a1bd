"""The sample's units, districts, fields and the words for them, its routes, and the wording its handlers begin from."""

from feedback.models import Category, Cue, District, ReplyTemplate, Route, Unit
from feedback.rules.reasons import Adoption

# name: its English, its code, and its tile on the map: row from the north, column from the west
DISTRICTS = {
    "市南區": ("Shinan District", "shinan", 5, 2),
    "市北區": ("Shibei District", "shibei", 4, 2),
    "李滄區": ("Licang District", "licang", 3, 2),
    "嶗山區": ("Laoshan District", "laoshan", 3, 3),
    "黃島區": ("Huangdao District", "huangdao", 4, 1),
    "城陽區": ("Chengyang District", "chengyang", 2, 2),
    "即墨區": ("Jimo District", "jimo", 2, 3),
    "膠州市": ("Jiaozhou City", "jiaozhou", 2, 1),
    "平度市": ("Pingdu City", "pingdu", 1, 1),
    "萊西市": ("Laixi City", "laixi", 1, 2),
}
# name: its English, its code, what it answers for in both
UNITS = {
    "交警支隊": (
        "Traffic Police Division", "traffic-police",
        "全市道路的交通秩序、信號燈和標誌標線、事故處理、交通違法處理。",
        "Order on the city's roads, signals, signs and markings, accidents and traffic offences.",
    ),
    "車輛管理所": (
        "Vehicle Administration Office", "vehicle-administration",
        "機動車登記和檢驗、駕駛證考領和換發、號牌。",
        "Registration and inspection of vehicles, driving tests and licences, number plates.",
    ),
    "治安警察支隊": (
        "Public Order Police Division", "public-order",
        "社會治安、養犬、噪聲擾民、旅館和出租房、大型活動安全。",
        "Public order, dogs, noise, hotels and rented homes, safety of large events.",
    ),
    "戶政管理處": (
        "Household Registration Office", "household-registration",
        "戶口、居民身份證、居住證、門牌地址。",
        "Registered residence, identity cards, residence permits, house numbers.",
    ),
    "出入境管理局": (
        "Exit and Entry Administration", "exit-and-entry",
        "護照、港澳台通行證、外國人簽證和居留。",
        "Passports, permits for Hong Kong, Macao and Taiwan, visas and residence of foreigners.",
    ),
    "網絡安全保衛支隊": (
        "Cyber Security Division", "cyber-security",
        "網絡秩序、電信網絡詐騙的防範和宣傳。",
        "Order on the internet, prevention of telephone and online fraud.",
    ),
    **{
        name: (
            name_en, code,
            f"{place}轄區的治安、戶政窗口和派出所。",
            f"Public order, registration counters and police stations in {code.capitalize()}.",
        )
        for name, name_en, code, place in [
            ("市南分局", "Shinan Branch", "shinan", "市南區"),
            ("市北分局", "Shibei Branch", "shibei", "市北區"),
            ("李滄分局", "Licang Branch", "licang", "李滄區"),
            ("嶗山分局", "Laoshan Branch", "laoshan", "嶗山區"),
            ("黃島分局", "Huangdao Branch", "huangdao", "黃島區"),
            ("城陽分局", "Chengyang Branch", "chengyang", "城陽區"),
            ("即墨分局", "Jimo Branch", "jimo", "即墨區"),
            ("膠州市公安局", "Jiaozhou Public Security Bureau", "jiaozhou", "膠州市"),
            ("平度市公安局", "Pingdu Public Security Bureau", "pingdu", "平度市"),
            ("萊西市公安局", "Laixi Public Security Bureau", "laixi", "萊西市"),
        ]
    },
}  # fmt: skip
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
        "其他", "別的公安工作", None, 15,
        "Other", "any other police work",
    ),
]  # fmt: skip
# Its answers are read by whoever defrauds, too.
REVIEWED_TWICE = "網絡與反詐"
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
        Adoption.ADOPTED,
    ),
    (
        "需要時間",
        None,
        "您提出的「{標題}」（{編號}）收悉。{承辦單位}已經列入計劃，因涉及其他部門，需要一段時間，進展在本頁公布。",
        Adoption.PARTLY_ADOPTED,
    ),
    ("信號燈配時", "道路交通管理", "您反映的信號燈，{承辦單位}已於{日期}前完成流量觀測，調整後的配時是：", None),
]


def create():
    districts = {
        name: District.objects.create(
            name=name, name_en=name_en, code=code, map_row=row, map_column=column, order=order * 10
        )
        for order, (name, (name_en, code, row, column)) in enumerate(DISTRICTS.items(), start=1)
    }
    units = {
        name: Unit.objects.create(
            name=name, name_en=name_en, code=code, duties=duties, duties_en=duties_en,
            telephone=f"0532-000001{order:02}",  # nobody's: no local number begins with 0
            order=order * 10,
        )
        for order, (name, (name_en, code, duties, duties_en)) in enumerate(UNITS.items(), start=1)
    }  # fmt: skip
    for order, (name, hint, unit, days, name_en, hint_en) in enumerate(CATEGORIES, start=1):
        Category.objects.create(
            name=name, name_en=name_en, hint=hint, hint_en=hint_en, unit=units.get(unit), reply_days=days,
            order=order * 10, needs_two_reviews=name == REVIEWED_TWICE,
        )  # fmt: skip
    Cue.objects.add_defaults(Category.objects.all())
    categories = {category.name: category for category in Category.objects.all()}
    for field, district, unit in ROUTES:
        Route.objects.create(category=categories[field], district=districts[district], unit=units[unit])
    for order, (name, field, body, outcome) in enumerate(REPLY_TEMPLATES, start=1):
        ReplyTemplate.objects.create(
            name=name, category=categories.get(field), body=body, outcome_id=outcome, order=order * 10
        )
