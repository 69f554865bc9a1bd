"""The desk counts what is late as the public does."""

import csv
import io

from feedback.rules.workflow import Stage
from tests.databases import SAMPLE_LOADED_AT
from tests.factories import at
from tests.feedback.pages.late.reading import days, figures, file


def rates(client):
    """(按期答覆率 at the desk, in public) of the whole."""
    public = csv.reader(io.StringIO(client.get("/data/summary.csv").content.decode("utf-8-sig"), newline=""))
    return figures(client, "按期答覆率（全部年份）"), [row[1] for row in public if row[0] == "按期答覆率"]


def test_desk_and_public_say_one_rate(client, filed, office, time_machine):
    for day, _late in days(time_machine, client, office.supervisor):
        at_the_desk, in_public = rates(client)

        assert (day, at_the_desk) == (day, in_public)


def test_the_rate_of_the_sample_is_98_5_percent_at_the_desk_too(sample_year, client, django_user_model, time_machine):
    time_machine.move_to(SAMPLE_LOADED_AT, tick=False)
    client.force_login(django_user_model.objects.get(username="supervisor"))

    assert rates(client) == (["98.5%"], ["98.5%"])


def test_a_unit_reads_its_own_rate_as_the_public_does(client, two_units, office, time_machine):
    answered = [file(Stage.REPLIED) for _ in range(4)][0]  # of fewer than five the public reads no rate
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    client.force_login(office.handler)
    table = client.get("/data/units.csv").content.decode("utf-8-sig")
    public = {row["承辦單位"]: row["按期答覆率"] for row in csv.DictReader(io.StringIO(table, newline=""))}

    assert figures(client, "按期答覆率（全部年份）") == [public[answered.unit.name]] == ["80%"]


def test_the_rate_of_the_month_counts_what_nobody_answered(client, two_units, office, time_machine):
    """One answered in time, two past their day: not 100 %."""
    file(Stage.REPLIED)
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    client.force_login(office.supervisor)

    assert (figures(client, "本月按期答覆率"), figures(client, "逾期未答覆")) == (["33.3%"], [2])
