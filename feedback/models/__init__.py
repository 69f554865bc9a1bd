"""What the bureau keeps of citizens' suggestions, by subject."""

from feedback.models.campaigns import Campaign, Phase
from feedback.models.drafts import Draft
from feedback.models.events import Event
from feedback.models.filing import NumberSeries
from feedback.models.offices import CalendarDay, Category, District, Status, Unit
from feedback.models.replies import Question, Rating, Reply
from feedback.models.sheets import Sheet
from feedback.models.suggestions import Stale, Suggestion

__all__ = [
    "CalendarDay",
    "Campaign",
    "Category",
    "District",
    "Draft",
    "Event",
    "NumberSeries",
    "Phase",
    "Question",
    "Rating",
    "Reply",
    "Sheet",
    "Stale",
    "Status",
    "Suggestion",
    "Unit",
]
