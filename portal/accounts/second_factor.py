"""The second factor: the code of an app (TOTP), or one of ten codes on paper, each good for one login."""

import secrets

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.tables.encrypted import lookup_key

BACKUP_CODES = 10
BACKUP_DIGITS = 10
WRONG_CODES = 4
KEPT = 16  # characters of a code's digest: all that its column holds


def has_app(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def app_to_enrol(user):
    """The app that `user` has not confirmed yet; made when it is asked for first."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name="TOTP")


@transaction.atomic
def confirm(user, code):
    """Take the app that shows `code` into use; returns (device, backup codes in clear), or None for a wrong code."""
    device = TOTPDevice.objects.select_for_update(no_key=True).filter(user=user, confirmed=False).first()
    if has_app(user) or not device or not device.verify_token(code):
        return None
    device.confirmed = True
    device.save()
    return device, new_backup_codes(user)


@transaction.atomic
def new_backup_codes(user):
    """Ten fresh codes in clear, to be shown once; the earlier ones are void. Stored are keyed digests."""
    device, _is_new = StaticDevice.objects.get_or_create(user=user, defaults={"name": "backup"})
    device.token_set.all().delete()
    codes = [str(secrets.randbelow(10**BACKUP_DIGITS)).zfill(BACKUP_DIGITS) for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(user, code)) for code in codes)
    return [f"{code[:5]} {code[5:]}" for code in codes]


@transaction.atomic
def verified(user, code):
    """The device of `user` that `code` belongs to, or None; wrong ones make the next try wait longer and longer.

    `code` is digits alone. A code is good once: the rows are held while it is looked at.
    """
    model, token = (StaticDevice, _digest(user, code)) if len(code) == BACKUP_DIGITS else (TOTPDevice, code)
    device = model.objects.select_for_update(no_key=True).filter(user=user, confirmed=True).first()
    return device if device and device.verify_token(token) else None


def _devices(user):
    return [*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)]


def must_wait(user):
    """Whether so many wrong codes were tried that the next one is looked at only after a while that one notices.

    Each wrong one doubles the wait, which begins with a second.
    """
    return any(device.throttling_failure_count >= WRONG_CODES for device in _devices(user))


def backup_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def forget(user):
    """Let `user` enrol anew at the next login."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def end_waiting(user):
    for device in _devices(user):
        device.throttle_reset()


def _digest(user, code):
    return lookup_key(f"backup code:{user.pk}:{code}")[:KEPT]
