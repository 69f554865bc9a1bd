"""Every address of the site, public and desk, with the values that its places take: right ones and wrong ones."""

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.translation import override

from feedback.models import Campaign, Suggestion
from feedback.rules.workflow import Verb
from portal.site.sitemaps import sections
from reports.models import Figure, Report

WRONG = ["x", "0", "99999999999999999999", "2026-0001", "1999-0001", "２０２６－０００１", "a" * 200, "' OR 1=1"]


def values(luck, name):
    """What may stand at the place called `name`."""
    right = {
        "number": lambda: [one.number for one in Suggestion.objects.order_by("?")[:3]],
        "slug": lambda: Campaign.objects.values_list("slug", flat=True),
        "year": lambda: Report.objects.values_list("year", flat=True),
        "name": lambda: Figure.objects.values_list("name", flat=True)[:5],
        "verb": lambda: [verb.value for verb in Verb],
        "section": lambda: [*sections()],
        "table": lambda: ["category", "unit", "month", "outcome"],
        "app_label": lambda: ["feedback", "reports", "auth", "portal"],
        "content_type_id": lambda: ContentType.objects.values_list("pk", flat=True),
        "pk": lambda: [*Suggestion.objects.order_by("?").values_list("pk", flat=True)[:3], 1, 2],
        "object_id": lambda: [*Suggestion.objects.order_by("?").values_list("pk", flat=True)[:3], 1, 2],
    }
    known = [*right.get(name, list)()]
    return luck.choice(known if known and luck.random() < 0.85 else WRONG)


def named(patterns, namespace=""):
    """(name, its places) of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield namespace + pattern.name, tuple(pattern.pattern.regex.groupindex)


def all_names():
    """(those of the public pages, those of the desk)."""
    names = sorted(set(named(get_resolver().url_patterns)))
    desk = [(name, places) for name, places in names if name.startswith(("admin:", "staff_"))]
    return [one for one in names if one not in desk], desk


def draw(luck, names):
    """An address, in one of the languages."""
    while True:
        name, places = luck.choice(names)
        try:
            with override(luck.choice(["zh-hant", "zh-hant", "zh-hans", "en"])):
                return reverse(name, kwargs={place: values(luck, place) for place in places})
        except (NoReverseMatch, ValueError):
            continue
