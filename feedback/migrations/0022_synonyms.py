"""近義詞 that administrators keep, with those to begin from; the board narrowed by 區市."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

ROWS = """
狗、犬
拴繩、牽繩、狗繩
狗證、犬證、養犬證、養犬登記、狗辦證
流浪狗、野狗、流浪犬
電動車、電動自行車、電瓶車、電單車
電瓶、電池、蓄電池
摩托車、摩托
三輪車、三輪
老年代步車、代步車、老頭樂
轎車、小汽車、私家車
大貨車、貨車、卡車、重型貨車
渣土車、泥頭車、工程車
大巴、大客車、旅遊車
出租車、的士、計程車
公交、公共汽車、巴士
公交專用道、公交車道、公交道
救護車、急救車
殭屍車、廢棄車、廢棄車輛、廢舊車輛
上牌、掛牌、上牌照
車牌、號牌、牌照
年檢、年審、驗車、車檢
駕照、駕駛證、駕駛本
車管所、車輛管理所
學車、駕校、考駕照
頭盔、安全帽
酒駕、醉駕、酒後駕車、飲酒駕駛
飆車、炸街、競速、轟油門
超速、開快車、車速太快
闖紅燈、闖燈
逆行、逆向行駛
加塞、插隊
壓線、壓實線、實線變道
掉頭、調頭
違章、交通違法
扣分、記分
罰單、罰款、貼條
申訴、複核
紅綠燈、信號燈、交通燈、綠燈
斑馬線、人行橫道
過馬路、過街、橫穿馬路
標線、畫線、劃線
指示牌、指路牌、路牌、標誌牌
護欄、隔離欄、欄杆
路燈、照明
監控、攝像頭、探頭、視頻監控
停車難、停車位、車位、泊位、停車場、停車位不足、沒處停、無處停車、沒地方停
亂停、違停、亂停車、違章停車、違法停車、佔道停車
堵車、擁堵、塞車、堵死、堵得
校門口、學校門口、校門、學校門前
接孩子、接送孩子、接送學生、放學
騎手、外賣員、外賣小哥、送餐員
外賣、送餐
快遞、包裹
噪音、噪聲、擾民、吵鬧、太吵、吵人、吵得、睡不著、睡不着、安寧、鳴笛、音量、大聲、喧嘩、喊叫、狂吠
音響、音箱
廣場舞、跳舞
歌廳、KTV、卡拉OK
鞭炮、炮仗、爆竹、煙花、煙花爆竹、放炮、禮炮
詐騙、電信詐騙、網絡詐騙、電話詐騙、詐騙電話、電詐、騙子、被騙、防騙、反詐、防詐、騙術、騙局、假短信、詐騙短信
冒充、假冒
轉賬、匯款
被偷、被盜、失竊、盜竊、偷走、偷竊、小偷
丟失、遺失、丟了、弄丟
撿到、拾到、失物、招領
打架、鬥毆
賭博、聚賭
消防通道、生命通道
無人機、航拍
網約房、日租房、短租房、日租、短租
出租房、出租屋
酒店、賓館、旅館
民警、警察
輔警、協警
報警、110
巡邏、巡查、夜巡
戶口、戶籍
落戶、入戶、上戶口、遷戶口
遷到、遷入、遷來
新生兒、嬰兒、剛出生
身份證、身分證
居住證、暫住證
居住登記、暫住登記
補辦、補領
首次、第一次、頭一次
過期、到期
改名、更名、改姓名
生僻字、冷僻字
門牌、門牌號
刻章、公章、印章
無犯罪證明、無犯罪記錄證明
外國人、外籍、老外
預約、約號
刷臉、人臉識別
郵寄、寄到家
週末、週六、週日、星期六、星期日、星期天、雙休日
夜裡、半夜、凌晨、深夜、夜間、後半夜、晚上
老人、老年人、長者、老太太、老大爺
孩子、小孩、兒童、娃
聾人、聾啞人、聽障、聽不見
盲人、視障
癱瘓、臥床
輪椅、無障礙
單行線、單行道、單向通行
禁停、禁止停車
臨停、臨時停車
限行、禁行
遠光燈、強光
減速帶、減速標線
可變車道、潮汐車道
施工、修路、圍擋
隔離柱、石墩、防撞柱
導航、指路
改裝車、改裝排氣管
通行證、進城證
護學崗、護學
集體戶、集體戶口
港澳通行證、港澳簽注
簽證、居留許可
未成年人、未成年
搶劫、搶包
高空拋物、往樓下扔、樓上扔東西、高空墜物
走失、走丟、迷路
養老金、退休金
取號、叫號、排號
辦證大廳、辦事大廳
散裝汽油、散裝油、桶裝汽油
網警、網安
黃島、西海岸新區、西海岸
答覆、答復、回覆、回復
"""
NAMES = ("view_synonym", "add_synonym", "change_synonym", "delete_synonym")


def fill(apps, schema_editor):
    Synonym = apps.get_model("feedback", "Synonym")
    Synonym.objects.bulk_create(Synonym(words=words) for words in ROWS.split("\n") if words)
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="feedback")
    group.permissions.add(*permissions.filter(codename__in=NAMES))


class Migration(migrations.Migration):
    dependencies = [("feedback", "0021_periods_of_what_is_stored"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.CharField(
                        help_text="意思相同或者相近的說法，用頓號隔開，例如：電動自行車、電動車、電瓶車。繁體简体寫一種就夠。"
                        "市民搜索其中一個，「意思相近的」一欄也會列出用了別的說法的建議；填寫時提示的類似建議也照此查找。",
                        max_length=200,
                        unique=True,
                        verbose_name="詞語",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="說明")),
            ],
            options={"verbose_name": "近義詞", "verbose_name_plural": "近義詞", "ordering": ("words",)},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="suggestion",
            name="district",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="feedback.district",
                verbose_name="區市",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["district", "-received_at", "-id"], name="suggestion_of_district"),
        ),
    ]
