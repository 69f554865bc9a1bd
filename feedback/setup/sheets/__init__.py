"""Sheets by which a whole bureau is entered; each is a `Kind`, known by the word in its address."""

from feedback.setup.sheets.offices import Districts, Fields, Units
from feedback.setup.sheets.people import People
from feedback.setup.sheets.routes import Routes

KINDS = {kind.slug: kind for kind in (Units, Districts, Fields, Routes, People)}
