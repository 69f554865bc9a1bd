"""What the bureau keeps of citizens' suggestions, by subject."""

from feedback.models.bulk import BulkRun
from feedback.models.calendar import CalendarDay, HolidayList
from feedback.models.campaigns import Campaign, Phase
from feedback.models.channels import Channel
from feedback.models.counters import Count, SectionCount, Standing
from feedback.models.drafts import Draft
from feedback.models.events import Event
from feedback.models.filing import NumberSeries
from feedback.models.finding import DeskEntry, PublicEntry
from feedback.models.labels import Label
from feedback.models.offices import Category, District, Status, Unit
from feedback.models.periods import Period
from feedback.models.replies import Question, Rating, Reply
from feedback.models.reply_templates import ReplyTemplate
from feedback.models.routes import Route
from feedback.models.sheets import Sheet
from feedback.models.suggestions import Stale, Suggestion
from feedback.models.supports import Support
from feedback.models.synonyms import Synonym

__all__ = [
    "BulkRun",
    "CalendarDay",
    "Campaign",
    "Category",
    "Channel",
    "Count",
    "DeskEntry",
    "District",
    "Draft",
    "Event",
    "HolidayList",
    "Label",
    "NumberSeries",
    "Period",
    "Phase",
    "PublicEntry",
    "Question",
    "Rating",
    "Reply",
    "ReplyTemplate",
    "Route",
    "SectionCount",
    "Sheet",
    "Stale",
    "Standing",
    "Status",
    "Suggestion",
    "Support",
    "Synonym",
    "Unit",
]
