"""The words of each status."""

import pytest

from feedback.models import Status
from feedback.rules.workflow import Stage
from tests import factories
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


DEFAULTS = {
    Stage.RECEIVED: "建議已經收到，等待受理。",
    Stage.ACCEPTED: "屬於公安機關職責，正在確定承辦單位。",
    Stage.ASSIGNED: "已轉交承辦單位。",
    Stage.IN_PROGRESS: "承辦單位正在辦理。",
    Stage.REPLIED: "承辦單位已經答覆，等待市民評議。",
    Stage.CLOSED: "這件建議的辦理已經結束。",
    Stage.DECLINED: "這件建議不予受理，原因已經說明。",
    Stage.MERGED: "與另一件建議內容相同，合併辦理、一併答覆。",
    Stage.WITHDRAWN: "提出建議的市民已經撤回。",
}


@pytest.mark.parametrize("stage", Stage)
def test_the_words_of_each_status_stand_on_the_page_of_whatever_is_in_its_stage(client, stage):
    suggestion = factories.make_suggestion(stage=stage)
    words = Status.objects.get(stage=stage).explanation
    assert (words, said(client.get(suggestion.get_absolute_url()), *DEFAULTS.values())) == (
        DEFAULTS[stage], [DEFAULTS[stage]],
    )  # fmt: skip
