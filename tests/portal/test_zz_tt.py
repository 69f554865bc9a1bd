import pytest
from feedback.models import Status, Campaign
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("i",range(3))
def test_x(i): assert (Status.objects.count(), Campaign.objects.count()) == (9,1)
def test_y(live_server): assert (Status.objects.count(), Campaign.objects.count()) == (9,1)
