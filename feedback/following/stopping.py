"""The link in every mail to a follower ends that follow and nothing else."""

from django.utils.translation import gettext

from feedback.following.models import Follow
from feedback.notices.stopping import Stoppable, stopped
from feedback.rules.notices import Who


@stopped(Who.FOLLOWER, lambda notice: str(notice.follow_id))
def mails_of_a_follow(key):
    """What the mails were about is deleted with the address; one that was not confirmed yet, too."""
    follow = Follow.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    if not follow:
        return None
    told = gettext("關於%(what)s的郵件") % {"what": follow.called()}
    return Stoppable(told, lambda now: Follow.objects.filter(pk=follow.pk).end())
