"""The names and words that character by character conversion gets wrong, and who may keep the list."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

WORDS = [
    ("于先生", "", "姓氏「于」不作「於」。"),
    ("于女士", "", "姓氏「于」不作「於」。"),
    ("于同志", "", "姓氏「于」不作「於」。"),
    ("余先生", "", "姓氏「余」不作「餘」。"),
    ("余女士", "", "姓氏「余」不作「餘」。"),
    ("范先生", "", "姓氏「范」不作「範」。"),
    ("范女士", "", "姓氏「范」不作「範」。"),
    ("涂先生", "", "姓氏「涂」不作「塗」。"),
    ("涂女士", "", "姓氏「涂」不作「塗」。"),
    ("岳先生", "", "姓氏「岳」不作「嶽」。"),
    ("岳女士", "", "姓氏「岳」不作「嶽」。"),
    ("乾隆", "", "年號，简体也不作「干」。"),
    ("里院", "", "青島的院落民居，不作「裏院」「裡院」。"),
    ("台東", "台东", "青島地名，不作「臺東」。"),
    ("台西", "", "青島地名，不作「臺西」。"),
    ("複議", "复议", "简体的「复议」轉成繁體作「複議」。"),
    ("復議", "复议", "繁體原文作「復議」的，不改作「複議」。"),
]
ADMINISTRATORS = "系統管理員"


def add(apps, schema_editor):
    ProtectedWord = apps.get_model("portal", "ProtectedWord")
    for word, simplified, note in WORDS:
        ProtectedWord.objects.create(word=word, simplified=simplified, note=note)
    config = apps.get_app_config("portal")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=ADMINISTRATORS)
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label="portal", content_type__model="protectedword"))


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_protected_words"),
        ("feedback", "0002_first_rows"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
