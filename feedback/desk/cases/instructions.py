"""領導批示 on the page of a suggestion: those that wait on top, those that were met below."""

from feedback.models import Instruction
from feedback.office.staff import shown_name


def instructions_on(suggestion, today):
    """{instructions, fulfilled}: lists of {instruction, by, is_late}; asks for none where there is none."""
    if not suggestion.has_instruction:
        return {"instructions": [], "fulfilled": []}
    told = [
        {"instruction": one, "by": shown_name(one.by), "is_late": one.is_late(today)}
        for one in Instruction.objects.reaching(suggestion).for_reading()
    ]
    return {
        "instructions": [item for item in told if not item["instruction"].fulfilled_at],
        "fulfilled": [item for item in told if item["instruction"].fulfilled_at],
    }
