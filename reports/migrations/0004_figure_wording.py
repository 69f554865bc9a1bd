import re

import django.core.validators
from django.db import migrations, models

# Words a report uses for a round number, as they stand before, within and behind it, in either script.
BEFORE = re.compile(
    r"(超過|超过|超|逾|突破|(?<!附)近|接近|不少於|不少于|不低於|不低于|至少|不足|不到|(?<![節节預预合違违條条簽签履])[約约])[為为]?了?$"
)
WITHIN = re.compile(r"[\d][餘余馀多]|[萬万億亿千百][餘余馀多]")
BEHIND = re.compile(r"以上|左右|上下|許|许")
TRADITIONAL = {
    "超过": "超過", "不少于": "不少於", "不低于": "不低於", "约": "約", "余": "餘", "馀": "餘", "许": "許",
}  # fmt: skip
CHANGE = re.compile(
    r"(?:增長|增长|增加|提高|提升|上升|上漲|上涨|增幅達?|增幅达?|擴大|扩大|下降|減少|减少|降低|回落|下跌|下滑)"
    r"(?:了|約|约|近|超過?|超过?|逾|\s)*$"
)
SHARES = ("%", "‰", "倍", "百分點", "百分点")


def word_of(paragraph, start, end):
    """The word by which the sentence makes the number at this place a round one, or ""."""
    before, within, behind = paragraph[max(0, start - 12) : start], paragraph[start:end], paragraph[end : end + 12]
    inside = WITHIN.search(within)
    ahead, after = BEFORE.search(before), BEHIND.match(behind)
    word = inside[0][-1] if inside else ahead[1] if ahead else after[0] if after else ""
    return TRADITIONAL.get(word, word)


def keep_the_words(apps, schema_editor):
    """The word the sentence has; where a person called a number approximate and the sentence has none, that is said."""
    Figure = apps.get_model("reports", "Figure")
    figures = Figure.objects.exclude(is_approximate=False, direction="").select_related("section")
    for figure in figures.iterator(chunk_size=500):
        paragraphs = figure.section.paragraphs
        paragraph = paragraphs[figure.paragraph] if figure.paragraph < len(paragraphs) else ""
        if figure.is_approximate:
            figure.approximation = word_of(paragraph, figure.start, figure.end) or "約數"
        if figure.direction in ("up", "down"):
            # One corrected by hand may say which way a value went that is no change itself.
            before = paragraph[max(0, figure.start - 20) : figure.start]
            figure.is_change = not figure.is_corrected or CHANGE.search(before) is not None
            if figure.is_change and figure.direction == "down":
                figure.value = -abs(figure.value)
        figure.save(update_fields=["approximation", "is_change", "value"])


def keep_whether(apps, schema_editor):
    Figure = apps.get_model("reports", "Figure")
    Figure.objects.exclude(approximation="").update(is_approximate=True)
    counted = Figure.objects.filter(is_change=True, direction="down", value__lt=0)
    for figure in counted.iterator(chunk_size=500):
        if not figure.unit.endswith(SHARES):
            figure.value = abs(figure.value)
            figure.save(update_fields=["value"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_uploads")]

    operations = [
        migrations.AlterField(
            model_name="figure",
            name="name",
            field=models.CharField(
                max_length=100,
                validators=[
                    django.core.validators.RegexValidator("^[^/\\\\]+$", "指標名稱不能含有斜線，請換一個寫法。")
                ],
                verbose_name="指標",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="approximation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("約", "約"), ("近", "近"), ("接近", "接近"), ("超", "超"), ("超過", "超過"), ("逾", "逾"),
                    ("突破", "突破"), ("不少於", "不少於"), ("不低於", "不低於"), ("至少", "至少"), ("不足", "不足"),
                    ("不到", "不到"), ("餘", "餘"), ("多", "多"), ("以上", "以上"), ("左右", "左右"), ("上下", "上下"),
                    ("許", "許"), ("約數", "約數（原文沒有寫明用詞）"),
                ],
                help_text="原文說明它是約數的那個詞。",
                max_length=10,
                verbose_name="約數用詞",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="is_change",
            field=models.BooleanField(
                default=False,
                help_text="例如「破案率提升兩成」：兩成是升了多少，不是破案率本身。",
                verbose_name="數值是升降的幅度",
            ),
        ),
        migrations.RunPython(keep_the_words, keep_whether),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_change", False), ("direction__in", ["up", "down"]), _connector="OR"),
                name="figure_change_goes_up_or_down",
                violation_error_message="數值是升降的幅度時，請選擇上升或下降。",
            ),
        ),
        migrations.RemoveField(model_name="figure", name="is_approximate"),
    ]  # fmt: skip
