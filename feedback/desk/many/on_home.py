"""On the home of the desk: the ways to many at once, for those whom they are for."""

from django.utils.translation import gettext

from feedback.desk.many.morning import may_sort, morning_address
from feedback.desk.many.release_each import may_release, release_address
from portal.frame import DESK_HOME


@DESK_HOME.block(5, "admin/feedback/_many.html")
def many(user, now):
    tools = [(gettext("集中分辦"), morning_address())] if may_sort(user) else []
    if may_release(user):
        tools.append((gettext("逐件核對公開"), release_address()))
    return {"tools": tools}
