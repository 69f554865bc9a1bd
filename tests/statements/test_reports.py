"""Statements on reports and on what is a sample."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from feedback.models import Campaign
from tests.reports.factories import make_report
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_report_none_is_promised(client, count):
    if count:
        make_report(published_by=User.objects.create_superuser("publisher"))
    page = client.get(reverse("report_list"))
    assert said(page, "還沒有公布的報告。") == ([] if count else ["還沒有公布的報告。"])


@pytest.mark.parametrize("years", [1, 2])
def test_years_are_compared_where_there_are_some(client, years):
    publisher = User.objects.create_superuser("publisher")
    for year in range(2021, 2021 + years):
        report = make_report(year=year, published_by=publisher)
    figure = report.sections.exclude(figures=None).first().figures.first()
    page = client.get(reverse("figure_history", args=[figure.name]))
    told = "目前只有一年的數值；其他年度的報告公布後，這裡會畫出歷年變化。"
    assert said(page, told) == ([told] if years == 1 else [])


def test_every_section_with_a_text_is_open_to_suggestions(client):
    report = make_report(published_by=User.objects.create_superuser("publisher"))
    page = client.get(report.get_absolute_url())
    with_text = [section.pk for section in report.sections.all() if section.paragraphs]
    offered = [int(pk) for pk in re.findall(r"/suggest/\?section=(\d+)", page.text)]
    assert sorted(set(offered)) == sorted(with_text)
    assert said(client.get(reverse("report_list")), "有正文的各節都可以提建議。") != []


@pytest.mark.parametrize("is_sample", [True, False])
def test_sample_content_says_that_it_is(client, is_sample):
    Campaign.objects.update(is_sample=is_sample)
    told = "示例資料，並非真實事項。"
    assert said(client.get("/"), told) == ([told] if is_sample else [])
