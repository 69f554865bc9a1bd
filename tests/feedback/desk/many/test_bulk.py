"""One verb on many: what it asks, what it does, what it refuses and says so."""

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from feedback.desk.many import bulk_forms
from feedback.models import BulkRun, Suggestion
from feedback.records.bulk_runs import Many
from feedback.rules.workflow import Stage, Verb
from tests import factories

BULK = "admin:feedback_suggestion_bulk"
LIST = "admin:feedback_suggestion_changelist"
TOKEN = "0123456789abcdef" * 2


def box(suggestion):
    """What the box of its line holds."""
    return f"{suggestion.pk}.{Suggestion.objects.get(pk=suggestion.pk).revision}"


def send(client, verb, suggestions, **fields):
    picked = [box(suggestion) for suggestion in suggestions]
    with zeal_ignore():  # each by itself is what is wanted
        return client.post(reverse(BULK), {"verb": verb, "picked": picked, **fields})


def do(client, verb, suggestions, **fields):
    """Send the filled form; {number: reason, empty where it was done} of the page that follows."""
    response = send(client, verb, suggestions, token=TOKEN, **fields)
    told = client.get(response.url).context
    return {result["number"]: result["reason"] for result in [*told["done"], *told["refused"]]}


def stages(*suggestions):
    return [Suggestion.objects.get(pk=suggestion.pk).stage for suggestion in suggestions]


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


def test_a_verb_is_confirmed_before_it_is_done(triage):
    suggestion = factories.make_suggestion()
    response = send(triage, Verb.ACCEPT, [suggestion])
    assert (response.status_code, stages(suggestion), BulkRun.objects.count()) == (200, [Stage.RECEIVED], 0)
    assert [line.number for line in response.context["suggestions"]] == [suggestion.number]


def test_each_is_done_or_refused_by_itself(triage, office):
    received, accepted = factories.make_suggestion(), factories.make_suggestion(stage=Stage.ACCEPTED)
    told = do(triage, Verb.ACCEPT, [received, accepted])
    assert told == {received.number: "", accepted.number: "這件建議現在是「受理」，不能「受理」。"}
    assert stages(received, accepted) == [Stage.ACCEPTED, Stage.ACCEPTED]


def test_what_was_done_is_in_the_timeline_by_whom_it_was_done(triage, office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    do(triage, Verb.ASSIGN, [suggestion], unit=office.unit.pk, remark="請一併研究。")
    event = suggestion.events.get(verb=Verb.ASSIGN)
    assert (event.by, event.unit, event.remark) == (office.triage_officer, office.unit, "請一併研究。")


def test_assigning_wants_a_unit(triage):
    response = send(triage, Verb.ASSIGN, [factories.make_suggestion(stage=Stage.ACCEPTED)], token=TOKEN)
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["unit"])


def test_merging_leaves_out_the_main_one_in_words(triage):
    main, first, second = (factories.make_suggestion() for _ in range(3))
    told = do(triage, Verb.MERGE, [main, first, second], main=main.number)
    assert told == {
        main.number: "不能併入自己，請填寫另一件的編號。", first.number: "", second.number: "",
    }  # fmt: skip
    assert stages(main, first, second) == [Stage.RECEIVED, Stage.MERGED, Stage.MERGED]


def test_merging_into_a_number_that_nobody_has_is_refused_before(triage):
    response = send(triage, Verb.MERGE, [factories.make_suggestion()], main="2019-0001", token=TOKEN)
    assert response.context["form"].errors == {"main": ["沒有編號為「2019-0001」的建議，請核對。"]}


def test_a_supervisor_closes_what_may_not_be_rated_any_more(client, office):
    over = factories.make_suggestion(stage=Stage.REPLIED)
    running = factories.make_suggestion(stage=Stage.REPLIED, now=timezone.now())
    client.force_login(office.supervisor)
    told = do(client, Verb.CLOSE, [over, running])
    assert (told[over.number], "評議期滿才能辦結" in told[running.number]) == ("", True)
    assert stages(over, running) == [Stage.CLOSED, Stage.REPLIED]


def test_labels_are_put_on_and_taken_off(triage, office):
    old, new = factories.make_label(name="舊"), factories.make_label(name="新")
    first, second = factories.make_suggestion(), factories.make_suggestion()
    first.labels.add(old)
    second.labels.add(new)
    told = do(triage, Verb.LABEL, [first, second], add=[new.pk], remove=[old.pk])
    assert told == {first.number: "", second.number: "標籤沒有變化，請選要加上或者去掉的標籤。"}
    assert [list(each.labels.all()) for each in (first, second)] == [[new], [new]]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, "請至少選一個要加上或去掉的標籤。"),
        ({"add": "same", "remove": "same"}, "同一個標籤不能既加上又去掉。"),
    ],
)
def test_labels_that_say_nothing_are_refused_before(triage, fields, refusal):
    label = factories.make_label()
    fields = {name: [label.pk] for name in fields}
    response = send(triage, Verb.LABEL, [factories.make_suggestion()], token=TOKEN, **fields)
    assert response.context["form"].non_field_errors() == [refusal]


def test_what_somebody_else_changed_meanwhile_is_refused(triage, office):
    suggestion = factories.make_suggestion()
    picked = box(suggestion)
    suggestion.ask("在哪個路口？", by=office.second_triage_officer, now=factories.NOW)
    with zeal_ignore():
        response = triage.post(reverse(BULK), {"verb": Verb.ACCEPT, "picked": [picked], "token": TOKEN})
    (refused,) = triage.get(response.url).context["refused"]
    assert (refused["reason"], stages(suggestion)) == (
        "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。",
        [Stage.RECEIVED],
    )


def test_sending_twice_does_it_once(triage):
    suggestion = factories.make_suggestion()
    data = {"verb": Verb.ACCEPT, "picked": [box(suggestion)], "token": TOKEN}
    with zeal_ignore():
        addresses = {triage.post(reverse(BULK), data).url for _ in range(2)}
    run = BulkRun.objects.get()
    assert (len(addresses), len(run.done), run.refused) == (1, 1, [])


def test_a_token_of_somebody_else_hides_nothing(client, office):
    first, second = factories.make_suggestion(), factories.make_suggestion()
    for person, suggestion in ((office.triage_officer, first), (office.second_triage_officer, second)):
        client.force_login(person)
        do(client, Verb.ACCEPT, [suggestion])
    assert stages(first, second) == [Stage.ACCEPTED, Stage.ACCEPTED]


def test_one_failure_blocks_no_other(triage, monkeypatch, caplog):
    broken, whole = factories.make_suggestion(), factories.make_suggestion()
    accept = Suggestion.accept

    def fails(suggestion, **arguments):
        if suggestion.pk == broken.pk:
            raise RuntimeError("the disk is full")
        accept(suggestion, **arguments)

    monkeypatch.setattr(Suggestion, "accept", fails)
    told = do(triage, Verb.ACCEPT, [broken, whole])
    assert told == {broken.number: "系統出錯，沒有辦成，請稍後單獨再試。", whole.number: ""}
    assert [record.getMessage() for record in caplog.records if record.name == "feedback.desk.many.bulk_work"] == [
        f"accept of {broken.number} in bulk failed"
    ]


def test_anothers_suggestion_is_neither_shown_nor_labelled(client, office, other_unit):
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, title="別的單位的事")
    label = factories.make_label()
    client.force_login(office.handler)
    confirm = send(client, Verb.LABEL, [theirs])
    told = do(client, Verb.LABEL, [theirs], add=[label.pk])
    assert ("別的單位的事" in confirm.text, told, theirs.labels.count()) == (
        False,
        {"": "這一件已不在您能看到的範圍裡。"},
        0,
    )


@pytest.mark.parametrize(
    ("picked", "told"),
    [
        ([], "請先在列表裡勾選要辦理的建議。"),
        (["1"], "所選的建議有誤，請回到列表重新勾選。"),
        (["1.1", "2.1", "3.1"], "一次最多辦理 2 件，您選了 3 件，請分批辦理。"),
    ],
)
def test_a_wrong_choice_leads_back_to_the_list_with_its_filter(triage, monkeypatch, picked, told):
    monkeypatch.setattr(bulk_forms, "MOST_PICKED", 2)
    response = triage.post(reverse(BULK), {"verb": Verb.ACCEPT, "picked": picked, "back": "?stage=received"})
    assert response.url == reverse(LIST) + "?stage=received"
    assert [str(message) for message in triage.get(response.url).context["messages"]] == [told]


def test_the_way_back_never_leads_elsewhere(triage):
    response = triage.post(reverse(BULK), {"verb": Verb.ACCEPT, "back": "//example.invalid/?stage=received"})
    assert response.url.startswith(reverse(LIST) + "?")


def test_a_verb_of_another_role_is_no_choice(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    response = send(client, Verb.ACCEPT, [suggestion], token=TOKEN)
    assert (response.status_code, BulkRun.objects.count()) == (302, 0)


def test_the_result_is_for_whoever_did_it(client, office):
    client.force_login(office.triage_officer)
    address = send(client, Verb.ACCEPT, [factories.make_suggestion()], token=TOKEN).url
    client.force_login(office.second_triage_officer)
    assert client.get(address).status_code == 404


def test_nobody_without_casework_does_anything_in_bulk(client, administrator):
    client.force_login(administrator)
    assert send(client, Verb.ACCEPT, [factories.make_suggestion()], token=TOKEN).status_code == 404


def test_a_run_that_broke_off_says_so(triage, office):
    run = BulkRun.objects.create(token=TOKEN, verb=Verb.ACCEPT, by=office.triage_officer, at=factories.NOW)
    page = triage.get(reverse("admin:feedback_suggestion_bulk_run", args=[run.pk])).text
    assert "還沒有全部辦完，請稍後刷新本頁；下面是已經辦過的。" in page


def test_a_later_app_brings_a_verb_whose_button_stands_at_its_place(triage, monkeypatch):
    monkeypatch.setitem(bulk_forms.FORMS, Verb.CHASE, None)  # taken away again behind the test
    del bulk_forms.FORMS[Verb.CHASE]
    monkeypatch.setattr(bulk_forms.ACTS, "_at", {**bulk_forms.ACTS._at})

    @bulk_forms.bulk_form_of(Verb.CHASE, 16)
    class BulkChaseForm(bulk_forms.BulkForm):
        remark = forms.CharField()

    suggestion = factories.make_suggestion()
    acts = triage.get(reverse(LIST)).context["bulk_verbs"]
    assert acts[:5] == [Verb.ACCEPT, Many.ASSIGN_BY_ROUTE, Verb.CHASE, Verb.ASSIGN, Verb.MERGE]
    assert do(triage, Verb.CHASE, [suggestion], remark="請抓緊。") == {suggestion.number: ""}
    with pytest.raises(ImproperlyConfigured, match="cannot be the form of"):
        bulk_forms.bulk_form_of(Verb.CHASE, 17)(bulk_forms.BulkForm)
