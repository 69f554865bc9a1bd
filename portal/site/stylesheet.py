"""The one stylesheet of the public pages: a file for each subject, joined, so that a page asks once."""

import os
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "portal/site.css"
FOLDER = Path(__file__).resolve().parent.parent / "stylesheets"
# What stands further down wins over what is as particular further up: the frame first, the subjects last.
PARTS = (
    *("tokens", "ground", "masthead", "page", "prose", "tables", "notices", "buttons", "forms", "steps", "status"),
    *("totals", "lists", "files", "shown-files", "folds", "receipt", "tools", "footer", "widths", "print"),
    *("home", "letter", "board", "suggest", "places", "calendar", "reports", "opinions", "statistics", "wall"),
    *("bindings", "representatives", "draws", "ballots", "awards", "summaries", "commitments", "sent-notices"),
    *("following", "ledger", "talk-live", "talk-numbers", "talk-record", "talks-list", "measures"),
)


def joined():
    return "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)


class StylesheetFinder(BaseFinder):
    """Finds the joined stylesheet for whoever collects or serves static files; it is written when a part changed."""

    def check(self, **kwargs):
        return []

    @cached_property
    def storage(self):
        return FileSystemStorage(location=settings.VAR_DIR / "stylesheet")

    def find(self, path, find_all=False):
        if path != NAME:
            return []
        file = self.written()
        return [file] if find_all else file

    def list(self, ignore_patterns):
        self.written()
        yield NAME, self.storage

    def written(self):
        """The path of the joined file; its date changes only with its text, which tells Django to collect it again."""
        path, text = Path(self.storage.path(NAME)), joined()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")  # another process may write it at the same time
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        return str(path)
