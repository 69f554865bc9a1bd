"""An English name beside the Chinese one of what administrators keep, filled for what the portal began with."""

from django.db import migrations, models

HELP = "英文版頁面上顯示的文字；不填的，英文版顯示中文原文。"

# What an office has changed since is its own; it gets no English of ours.
STATUSES = {
    "已收到": "Received",
    "已受理": "Accepted",
    "已轉辦": "Assigned",
    "辦理中": "In progress",
    "已答覆": "Answered",
    "已辦結": "Closed",
    "不予受理": "Declined",
    "已併案": "Merged",
    "已撤回": "Withdrawn",
}
EXPLANATIONS = {
    "建議已經收到，等待受理。": "Received; waiting to be accepted.",
    "屬於公安機關職責，正在確定承辦單位。": "A matter for the police; the unit to handle it is being chosen.",
    "已轉交承辦單位。": "Passed on to the unit that will handle it.",
    "承辦單位正在辦理。": "The unit is working on it.",
    "承辦單位已經答覆，等待市民評議。": "The unit has answered; waiting for the citizen to rate the answer.",
    "市民已評議，或評議期已滿。": "The citizen has rated the answer, or the days for rating have passed.",
    "不在受理範圍內，已說明原因。": "Not a matter for this channel; the reason is given.",
    "與另一件建議內容相同，合併辦理、一併答覆。": "The same as another suggestion; both are handled and answered together.",
    "提出建議的市民已經撤回。": "Withdrawn by the citizen who sent it.",
}
CHANNELS = [
    ("web", "網站", "Website"),
    ("phone", "電話", "Telephone"),
    ("letter", "來信", "Letter"),
    ("visit", "來訪", "Visit"),
    ("meeting", "座談", "Meeting"),
    ("wechat", "微信", "WeChat"),
    ("12345", "12345 熱線", "12345 hotline"),
]
OPEN = ("開門納諫", "Open Suggestions")
OPEN_SUMMARY = (
    "一年四季都可以向公安機關提意見、出主意。每一件都有編號，辦到哪一步隨時可查。",
    "Send the police your comments and ideas all year round. Each one has a number, and you can check at any time how far"
    " it has come.",
)


def fill(apps, schema_editor):
    statuses = apps.get_model("feedback", "Status").objects
    for name, name_en in STATUSES.items():
        statuses.filter(name=name).update(name_en=name_en)
    for explanation, explanation_en in EXPLANATIONS.items():
        statuses.filter(explanation=explanation).update(explanation_en=explanation_en)
    channels = apps.get_model("feedback", "Channel").objects
    for code, name, name_en in CHANNELS:
        channels.filter(code=code, name=name).update(name_en=name_en)
    campaigns = apps.get_model("feedback", "Campaign").objects.filter(slug="open")
    campaigns.filter(title=OPEN[0]).update(title_en=OPEN[1])
    campaigns.filter(summary=OPEN_SUMMARY[0]).update(summary_en=OPEN_SUMMARY[1])


def english(model, name, label, max_length):
    field = models.CharField(blank=True, default="", help_text=HELP, max_length=max_length, verbose_name=label)
    return migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0018_holiday_lists")]
    operations = [
        english("campaign", "title_en", "英文名稱", 160),
        migrations.AddField(
            model_name="campaign",
            name="summary_en",
            field=models.TextField(blank=True, default="", help_text=HELP, verbose_name="英文簡介"),
            preserve_default=False,
        ),
        english("category", "name_en", "英文名稱", 80),
        english("category", "hint_en", "英文說明", 240),
        english("channel", "name_en", "英文名稱", 40),
        english("district", "name_en", "英文名稱", 60),
        english("status", "name_en", "英文名稱", 40),
        english("status", "explanation_en", "對市民的英文說明", 240),
        english("unit", "name_en", "英文名稱", 120),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
