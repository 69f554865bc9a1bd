"""Names of the city's roads and towns, and of its neighbours, that conversion would take for other words.

As publicly known; whatever is missing is entered at the desk.
"""

import django.core.validators
from django.db import migrations, models

WORDS = [
    ("台柳路", "", "青島路名，不作「臺柳路」。"),
    ("余姚路", "", "青島路名，不作「餘姚路」。"),
    ("余姚", "", "浙江市名，不作「餘姚」。"),
    ("台湛路", "", "青島路名，不作「臺湛路」。"),
    ("豐台路", "丰台路", "青島路名，不作「豐臺路」。"),
    ("黃台路", "黄台路", "青島路名，不作「黃臺路」。"),
    ("邢台路", "", "青島路名，不作「邢臺路」。"),
    ("五台山路", "", "青島路名，不作「五臺山路」。"),
    ("于家下河", "", "青島地名，不作「於家下河」。"),
    ("王台鎮", "王台镇", "青島地名，不作「王臺鎮」。"),
    ("王台街道", "", "青島地名，不作「王臺街道」。"),
    ("鳳台街道", "凤台街道", "青島地名，不作「鳳臺街道」。"),
    ("泊里鎮", "泊里镇", "青島地名，不作「泊裡鎮」。"),
    ("里岔鎮", "里岔镇", "青島地名，不作「裡岔鎮」。"),
    ("岳石", "", "青島地名，不作「嶽石」。"),
    ("煙台", "烟台", "鄰市，不作「煙臺」。"),
    ("桓台", "", "山東縣名，不作「桓臺」。"),
    ("魚台", "鱼台", "山東縣名，不作「魚臺」。"),
]


def add(apps, schema_editor):
    """What an administrator has entered already stays as it was entered."""
    ProtectedWord = apps.get_model("portal", "ProtectedWord")
    for word, simplified, note in WORDS:
        ProtectedWord.objects.get_or_create(word=word, defaults={"simplified": simplified, "note": note})


def remove(apps, schema_editor):
    ProtectedWord = apps.get_model("portal", "ProtectedWord")
    for word, simplified, note in WORDS:
        ProtectedWord.objects.filter(word=word, simplified=simplified, note=note).delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_task_workers")]
    operations = [
        migrations.AlterField(
            model_name="protectedword",
            name="word",
            field=models.CharField(
                help_text="繁體文字裡的寫法。繁簡轉換時照此顯示，不逐字轉換；保存以後半分鐘內生效。",
                max_length=40,
                unique=True,
                validators=[django.core.validators.MinLengthValidator(2)],
                verbose_name="詞或名稱",
            ),
        ),
        migrations.RunPython(add, remove),
    ]
