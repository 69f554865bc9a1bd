"""What an outcome means, and what follows from it."""

from feedback.rules.reasons import TAKEN_UP, Adoption, needs_reason


def test_only_what_is_not_adopted_has_to_say_why():
    assert [one for one in (*Adoption, None) if needs_reason(one)] == [Adoption.NOT_ADOPTED]


def test_what_counts_as_adopted():
    assert {Adoption.ADOPTED, Adoption.PARTLY_ADOPTED} == TAKEN_UP
