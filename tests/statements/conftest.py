"""The day of the statements."""

import pytest

from tests.factories import NOW


@pytest.fixture
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
