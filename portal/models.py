"""The tables of the site itself: Django looks for them here."""

from portal.tables.kept_words import KeptWords
from portal.tables.publishing import Publishing
from portal.tables.staff import StaffRecord
from portal.tables.tries import Tries
from portal.tables.words import ProtectedWord
from portal.tables.workers import TaskWorker

__all__ = ["KeptWords", "ProtectedWord", "Publishing", "StaffRecord", "TaskWorker", "Tries"]
