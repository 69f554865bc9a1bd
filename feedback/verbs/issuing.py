"""The verb of the receipt: another secret for a citizen who lost the first one."""

import hmac

from django.conf import settings
from django.utils.translation import gettext

from feedback.records.contact_keys import contact_key
from feedback.rules import receipts
from feedback.rules.workflow import Refused, Verb


def reissue_receipt(suggestion, contact, *, flow, by, now):
    """Let the secret of `flow` open it instead of the one before, when `contact` is the citizen's own.

    The same `flow` again changes nothing. Neither the contact nor the secret is recorded.
    """
    secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
    if receipts.matches(settings.RECEIPT_KEY, suggestion.number, secret, suggestion.secret_digest):
        return
    with suggestion.doing(Verb.REISSUE_RECEIPT, by=by, now=now):
        if not suggestion.contact_key:
            raise Refused(gettext("這件建議沒有留聯繫方式，無從核對是不是本人，不能補發回執。"))
        if not hmac.compare_digest(contact_key(contact), contact_key(suggestion.contact)):
            raise WrongContact(gettext("與登記的聯繫方式不符，沒有補發。請再問一次，核對後重填。"))
        suggestion.secret_digest = receipts.secret_digest(settings.RECEIPT_KEY, suggestion.number, secret)
        suggestion.is_issued_by_staff = True


class WrongContact(Refused):
    """What somebody said is not the contact that the citizen left."""
