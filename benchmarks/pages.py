"""What is asked for: the pages of the tables, and the mixture of an evening hour."""

from dataclasses import dataclass, field
from urllib.parse import quote

import psycopg

ADDRESSES = 500
# Two characters each, in one of eight suggestions to one of a hundred.
WORDS = tuple(quote(word) for word in ("停車", "噪聲", "落戶", "大狗", "護照", "舉報"))


@dataclass(frozen=True)
class Page:
    name: str
    paths: tuple
    headers: dict = field(default_factory=dict)


class Pages:
    """The pages of one database; which suggestions they are about is read from it."""

    def __init__(self, database_url):
        with psycopg.connect(database_url) as connection:
            closed = connection.execute(
                "SELECT year, sequence FROM feedback_suggestion WHERE public_title <> '' AND stage = 'closed'"
                " ORDER BY md5(id::text) LIMIT %s",
                [ADDRESSES],
            ).fetchall()
            (deep,) = connection.execute(
                "SELECT year || '-' || to_char(sequence, 'FM000099999') FROM feedback_suggestion"
                " WHERE id = (SELECT max(id) / 10 FROM feedback_suggestion)"
            ).fetchall()
            (self.change,) = connection.execute(
                "SELECT max(id) FROM feedback_suggestion WHERE stage = 'in_progress'"
            ).fetchone()
        self.suggestions = tuple(f"/suggestions/{year}-{sequence:04d}/" for year, sequence in closed)
        self.deep = f"/suggestions/?after={deep[0]}"

    def kept(self):
        """Pages that the page cache holds; as they are, and compressed as every browser asks for them."""
        plain = [
            Page("home", ("/",)),
            Page("board", ("/suggestions/",)),
            Page("suggestion", self.suggestions[:1]),
            Page("report", ("/reports/2021/",)),
            Page("statistics", ("/data/",)),
        ]
        return plain + [Page(f"{page.name}, gzip", page.paths, {"Accept-Encoding": "gzip"}) for page in plain]

    def made(self):
        """Pages that are made anew each time."""
        return [
            Page(
                "board with filters",
                ("/suggestions/?category=1&tally=closed", "/suggestions/?unit=3", "/suggestions/?category=3&status=6"),
            ),
            Page("suggestion", self.suggestions),
            Page("search, two characters", tuple(f"/suggestions/?q={word}" for word in WORDS)),
            Page("home", ("/",)),
            Page("board", ("/suggestions/",)),
            Page("statistics", ("/data/",)),
        ]

    def growing(self):
        """Pages that must not slow down with the number of suggestions."""
        return [
            Page("board", ("/suggestions/",)),
            Page("deep page", (self.deep,)),
            Page("search", tuple(f"/suggestions/?q={word}" for word in WORDS)),
            Page("suggestion", self.suggestions),
            Page("statistics", ("/data/",)),
        ]

    def desk(self):
        return [
            Page("desk home", ("/desk/",)),
            Page("desk list", ("/desk/feedback/suggestion/",)),
            Page(
                "desk list with filters",
                (
                    "/desk/feedback/suggestion/?stage=open&category=1&received_from=2026-01-01",
                    "/desk/feedback/suggestion/?outcome=adopted&unit=3&columns=outcome&order=newest",
                ),
            ),
            Page("desk list of 500", ("/desk/feedback/suggestion/?size=500",)),
            Page("desk morning", ("/desk/feedback/suggestion/morning/",)),
            Page("desk search", tuple(f"/desk/feedback/suggestion/?q={word}" for word in WORDS)),
            Page("desk change page", (f"/desk/feedback/suggestion/{self.change}/change/",)),
        ]

    def evening(self):
        """(path, share) of what is read on the evening of the broadcast: the front and the report most of all."""
        # Everybody opens the same few: the n-th an n-th as often as the first.
        ranks = range(1, len(self.suggestions) + 1)
        whole = sum(1 / rank for rank in ranks)
        suggestions = [(path, 18 / rank / whole) for path, rank in zip(self.suggestions, ranks, strict=True)]
        return [
            ("/", 34), ("/reports/2021/", 24), ("/suggestions/", 12), ("/data/", 4), ("/campaigns/", 2),
            ("/suggestions/?category=1", 1.5), ("/suggestions/?unit=3&tally=open", 1.5), (self.deep, 1),
            *((f"/suggestions/?q={word}", 2 / len(WORDS)) for word in WORDS), *suggestions,
        ]  # fmt: skip
