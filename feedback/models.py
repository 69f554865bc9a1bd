"""The tables of suggestions: Django looks for them here, and pages and the desk import them from here."""

from feedback.office.absences import Absence
from feedback.office.calendar import CalendarDay, HolidayList
from feedback.office.campaigns import Campaign, Phase
from feedback.office.categories import Category, District
from feedback.office.channels import Channel
from feedback.office.labels import Label
from feedback.office.levels import Level, LowReason, Scale
from feedback.office.outcomes import DeclineReason, Outcome
from feedback.office.reply_templates import ReplyTemplate
from feedback.office.role_names import RoleName
from feedback.office.routes import Route
from feedback.office.saved_lists import SavedList
from feedback.office.statuses import Status
from feedback.office.units import Unit
from feedback.office.words.cues import Cue
from feedback.office.words.synonyms import Synonym
from feedback.records.bulk_runs import BulkRun
from feedback.records.contributions import Contribution
from feedback.records.counters import Count, RatingCount, SectionCount, Standing
from feedback.records.drafts import Draft
from feedback.records.entries import DeskEntry, PublicEntry
from feedback.records.erasures import ErasureRequest
from feedback.records.events import Event
from feedback.records.extensions import ExtensionRequest
from feedback.records.instructions import Instruction
from feedback.records.periods import Period
from feedback.records.public_numbers import NumberSeries
from feedback.records.ratings import Rating
from feedback.records.replies import Question, Reply
from feedback.records.sheets import Sheet
from feedback.records.supports import Support
from feedback.records.transfers import Departure, Dissolution
from feedback.records.writings import Writing
from feedback.rules.workflow import Stale
from feedback.suggestions.suggestion import Suggestion

__all__ = [
    "Absence",
    "BulkRun",
    "CalendarDay",
    "Campaign",
    "Category",
    "Channel",
    "Contribution",
    "Count",
    "Cue",
    "Departure",
    "DeclineReason",
    "DeskEntry",
    "Dissolution",
    "District",
    "Draft",
    "ErasureRequest",
    "Event",
    "ExtensionRequest",
    "HolidayList",
    "Instruction",
    "Label",
    "Level",
    "LowReason",
    "NumberSeries",
    "Outcome",
    "Period",
    "Phase",
    "PublicEntry",
    "Question",
    "Rating",
    "RatingCount",
    "Reply",
    "ReplyTemplate",
    "RoleName",
    "Route",
    "SavedList",
    "Scale",
    "SectionCount",
    "Sheet",
    "Stale",
    "Standing",
    "Status",
    "Suggestion",
    "Support",
    "Synonym",
    "Unit",
    "Writing",
]
