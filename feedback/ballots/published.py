"""What of a ballot is published before the first vote, and the digest that tells whether any of it changed."""

import hashlib
import json

from django.db.models import Prefetch

from feedback.ballots.models import Option


def questions_of(ballot):
    """Its questions in order, each with `options.all()` in order and its unit, in two queries."""
    options = Prefetch("options", Option.objects.order_by("order", "pk"))
    return ballot.questions.select_related("unit").prefetch_related(options).order_by("order", "pk")


def same_options(questions):
    """The options that every question has, with the same weights; none where they differ."""
    asked = [question.options.all() for question in questions]
    kinds = {tuple((option.text, option.text_en, option.weight) for option in options) for options in asked}
    return asked[0] if len(kinds) == 1 else []


def what_is_asked(ballot, questions):
    """The bytes whose SHA-256 is published: JSON with sorted keys, without blanks, in UTF-8."""
    asked = {
        "campaign": ballot.campaign.slug,
        "public_key": ballot.public_key,
        "weights": {"representatives": ballot.representatives_weight, "daily": ballot.daily_weight},
        "daily_points": ballot.daily_points,
        "questions": [
            {
                "subject": question.subject,
                "unit": question.unit.code if question.unit else None,
                "text": question.text,
                "text_en": question.text_en,
                "options": [
                    {"text": option.text, "text_en": option.text_en, "weight": option.weight}
                    for option in question.options.all()
                ],
            }
            for question in questions
        ],
    }
    return json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(ballot, questions):
    return hashlib.sha256(what_is_asked(ballot, questions)).hexdigest()
