"""Each template that is asked for is there, and each that is there is asked for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, engines
from django.template.loaders.app_directories import get_app_template_dirs

from tests.portal.site.test_pages import Tags

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
# As a whole, or with a place such as `{step}` in it.
NAME = re.compile(r"""["']([\w/{}]+\.(?:html|txt))["']""")
PLACE = re.compile(r"{\w+}")
# The page of what was withdrawn for good: no view answers so.
UNUSED = ["410.html"]
# What Django asks for by names of its own: its error pages, and the pages of a model at the desk.
BY_STATUS = re.compile(r"(?:400|403|403_csrf|404|500)\.html")
BY_MODEL = re.compile(r"admin/[a-z]+/[a-z]+/(?:change_form|change_list|object_history|delete_confirmation)\.html")


def named():
    """Every name of a template that stands in a module of ours or in a template."""
    files = [path for app in ("portal", "reports", "feedback") for path in (ROOT / app).rglob("*.py")]
    return {name for path in [*files, *TEMPLATES.rglob("*.*")] for name in NAME.findall(path.read_text())}


def ours():
    return {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")}


def is_found(name):
    try:
        engines["django"].get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def is_asked_for_by_others(name):
    """By Django or another package, for what it would show in its place."""
    stands_in = any((Path(folder) / name).exists() for folder in get_app_template_dirs("templates"))
    return stands_in or bool(BY_STATUS.fullmatch(name) or BY_MODEL.fullmatch(name))


def test_each_that_is_named_is_there():
    assert sorted(name for name in named() if not PLACE.search(name) and not is_found(name)) == []


def test_each_that_is_there_is_asked_for():
    patterns = [re.compile(PLACE.sub(r"\\w+", name)) for name in named()]
    asked_for = {name for name in ours() if any(pattern.fullmatch(name) for pattern in patterns)}
    assert sorted(name for name in ours() - asked_for if not is_asked_for_by_others(name)) == UNUSED


# `<h2 class="…">`, with template tags in it or not.
TAG = re.compile(r"<(\w+(?:{{ level }})?)(?=[\s>{])((?:[^<>{]|{%[^%]*%}|{{[^}]*}})*+)>")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "h{{ level }}", "legend", "caption", "figcaption"}
TITLE = re.compile(r'class="[^"]*__(?:title|heading)[" ]')


def headings(source):
    """What stands in each heading and title of a template; what only screen readers meet has no lines."""
    for tag in TAG.finditer(source):
        if (tag[1] in HEADINGS or TITLE.search(tag[2])) and "visually-hidden" not in tag[2]:
            yield source[tag.end() : source.find(f"</{tag[1]}>", tag.end())].strip()


def test_every_heading_of_a_public_page_breaks_between_phrases():
    public = [path for path in sorted(TEMPLATES.rglob("*.html")) if "admin" not in path.relative_to(TEMPLATES).parts]
    bare = [
        f"{path.relative_to(ROOT)}: {heading}"
        for path in public
        for heading in headings(path.read_text(encoding="utf-8"))
        if not (heading.startswith("{% breaks %}") and heading.endswith("{% endbreaks %}"))
    ]
    assert bare == [], (
        "These headings would break inside words. Write {% breaks %} behind the opening tag of each, {% endbreaks %} "
        "before its closing tag: <h2>{% breaks %}{% translate '…' %}{% endbreaks %}</h2>. Nothing is to be loaded."
    )


# One page works as a file that somebody saved: its policy names its style and its script by their digests.
WHOLE_IN_ITSELF = {"ledger/check.html": ["style", "script"]}


@pytest.mark.parametrize("name", sorted(name for name in ours() if name.endswith(".html")))
def test_none_holds_inline_style_or_script(name):
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    found = Tags(source)
    inline = [
        (tag, attribute)
        for tag, attrs in found.found
        for attribute, value in attrs.items()
        if attribute == "style" or attribute.startswith("on") or (value or "").lower().startswith("javascript:")
    ]
    blocks = [tag for tag, attrs in found.found if tag == "style" or (tag == "script" and "src" not in attrs)]
    assert (inline, blocks) == ([], WHOLE_IN_ITSELF.get(name, []))
