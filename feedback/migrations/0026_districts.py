"""Give each district a code for its address, a place on the map of the districts, and an index of what is public there.

The code is made of the English name where there is one. A place is given to the districts of Qingdao alone, by their
names: of another city nobody here knows what lies where, and its administrators say it.
"""

import re

import django.core.validators
from django.db import migrations, models

# Row from the north, column from the west.
PLACES = {
    "平度市": (1, 1),
    "萊西市": (1, 2),
    "膠州市": (2, 1),
    "城陽區": (2, 2),
    "即墨區": (2, 3),
    "李滄區": (3, 2),
    "嶗山區": (3, 3),
    "黃島區": (4, 1),
    "市北區": (4, 2),
    "市南區": (5, 2),
}
OF_WHAT_KIND = re.compile(r"-(district|city|county)$")


def fill(apps, schema_editor):
    """What a row is called in addresses stays as it is given here."""
    taken = set()
    for district in apps.get_model("feedback", "District").objects.order_by("pk"):
        district.code = code_of(district, taken)
        district.map_row, district.map_column = PLACES.get(district.name, (None, None))
        district.save(update_fields=["code", "map_row", "map_column"])


def code_of(district, taken):
    code = OF_WHAT_KIND.sub("", re.sub(r"[^a-z0-9]+", "-", district.name_en.lower()).strip("-"))[:20].strip("-")
    code = code or f"d{district.pk}"
    while code in taken:
        code = f"{code}-{district.pk}"
    taken.add(code)
    return code


def on_map(label, help_text):
    within = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)]
    return models.PositiveSmallIntegerField(
        blank=True, help_text=help_text, null=True, validators=within, verbose_name=label
    )


CODE = {
    "help_text": "用在網頁地址裡，例如 shinan、traffic-police。保存後不能更改。",
    "max_length": 40,
    "validators": [
        django.core.validators.RegexValidator(
            "^[a-z0-9]+(-[a-z0-9]+)*$", "代碼只用小寫英文字母、數字，中間可用連字號。"
        )
    ],
    "verbose_name": "網址代碼",
}


class Migration(migrations.Migration):
    dependencies = [("feedback", "0025_mainland_terms")]
    operations = [
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("public_title", ""), _negated=True),
                fields=["district", "-replied_at"],
                name="suggestion_near",
            ),
        ),
        migrations.AddField(
            model_name="district",
            name="code",
            field=models.CharField(default="", **CODE),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="district",
            name="map_row",
            field=on_map(
                "地圖上第幾行",
                "從北往南數，最北的是第 1 行，最多 12 行。行和列都不填的，只列在名單裡，不畫在地圖上。",
            ),
        ),
        migrations.AddField(
            model_name="district",
            name="map_column",
            field=on_map(
                "地圖上第幾列",
                "從西往東數，最西的是第 1 列，最多 12 列。地圖是示意圖，一格一個區市，兩個區市不能在同一格。",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.UniqueConstraint(
                fields=("code",),
                name="district_code_unique",
                violation_error_message="這個代碼已經有別的區市在用。",
            ),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.UniqueConstraint(
                fields=("map_row", "map_column"),
                name="district_alone_in_its_place_on_the_map",
                violation_error_message="地圖上的這一格已經有別的區市。",
            ),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(map_row=None, map_column=None)
                | models.Q(map_row__isnull=False, map_column__isnull=False),
                name="district_place_has_row_and_column",
                violation_error_message="地圖上的行和列要填就都填，不填就都不填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(map_row=None) | models.Q(map_row__range=(1, 12), map_column__range=(1, 12)),
                name="district_place_within_the_map",
                violation_error_message="地圖上的行和列是 1 至 12。",
            ),
        ),
    ]
