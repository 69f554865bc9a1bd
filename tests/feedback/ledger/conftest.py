"""Every test here has its own log, whose checkpoints are kept in a folder of the test."""

import pytest

from tests.factories import NOW


@pytest.fixture(autouse=True)
def _log(settings, tmp_path, time_machine):
    settings.LEDGER_STATE = tmp_path / "signed"
    time_machine.move_to(NOW, tick=False)
