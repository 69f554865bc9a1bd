"""Templates without the indentation of their lines: it is for whoever writes them, and a third of a page of tables."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """The templates of the project. What is put into them stays as it was typed."""

    def get_contents(self, origin):
        return INDENTATION.sub("", super().get_contents(origin))
