"""The portal's settings for its tests: everything stored goes to a folder that disappears with the process."""

import os
import tempfile

if "PORTAL_TEST_RUN" not in os.environ:  # the first process of a run; its workers inherit it
    _folder = tempfile.TemporaryDirectory(prefix="portal-tests-", ignore_cleanup_errors=True)
    os.environ["PORTAL_TEST_RUN"] = _folder.name
os.environ |= {"DEVELOPMENT": "1", "DEBUG": "0", "VAR_DIR": os.environ["PORTAL_TEST_RUN"]}
# What the shell may hold for a site in service: an empty value counts as not set.
for _name in ("LEDGER_KEY", "LEDGER_ORIGIN", "LEDGER_STATE", "LEDGER_TILES", "LEDGER_WITNESSES", "LEDGER_STAMP_URL"):
    os.environ[_name] = ""
for _name in ("REDIS_URL", "SITE_URL", "SITE_NAME", "BUREAU_NAME", "HOTLINE", "ALLOWED_HOSTS", "TRUSTED_PROXIES"):
    os.environ[_name] = ""
for _name in ("HOTLINE_HOURS", "FOOTER_LINES", "ORGANISER", "CONTACT", "LOGO"):
    os.environ[_name] = ""
for _name in ("SITE_NAME_EN", "BUREAU_NAME_EN", "HOTLINE_HOURS_EN", "FOOTER_LINES_EN"):
    os.environ[_name] = ""
for _name in ("ORGANISER_EN", "CONTACT_EN", "ICP_NUMBER", "POLICE_NUMBER", "SITE_IDENTIFIER"):
    os.environ[_name] = ""
for _name in ("HSTS_SECONDS", "RATING_DAYS", "PORT", "SAMPLE", "WORKERS", "DATABASE_POOL_SIZE", "STAFF_TOTP"):
    os.environ[_name] = ""
for _name in (
    "COMMITMENT_DAYS",
    "DATABASE_AWAY_MINUTES",
    "STAFF_IDLE_MINUTES",
    "STAFF_SESSION_HOURS",
    "STAFF_LOGIN_TRIES",
    "STAFF_LOCK_MINUTES",
):
    os.environ[_name] = ""
for _name in (
    "BEGUN_PER_HOUR",
    "SENT_PER_HOUR",
    "SUPPORTS_PER_HOUR",
    "OPINIONS_PER_HOUR",
    "FOLLOWS_PER_HOUR",
    "HITS_PER_MINUTE",
    "WRONG_RECEIPTS",
):
    os.environ |= {f"{_name}_BROWSER": "", f"{_name}_NETWORK": ""}
for _name in (
    "SUPPORTS_PER_HOUR_EACH",
    "OPINIONS_PER_HOUR_EACH",
    "WRONG_RECEIPTS_MARKED",
    "WRONG_CONTACTS",
    "STAFF_NETWORK_TRIES",
):
    os.environ[_name] = ""
for _name in (
    "ATTACHMENTS",
    "ATTACHMENTS_UNSENT_MB",
    "ATTACHMENTS_S3_URL",
    "ATTACHMENTS_S3_BUCKET",
    "ATTACHMENTS_S3_KEY",
    "ATTACHMENTS_S3_SECRET",
    "ATTACHMENTS_S3_REGION",
    "X_ACCEL_PREFIX",
    "ATTACHMENTS_S3_ADDRESSING",
    "UPLOADS_PER_HOUR_BROWSER",
    "UPLOADS_PER_HOUR_NETWORK",
):
    os.environ[_name] = ""

for _name in (
    "EMAIL_URL",
    "MAIL_FROM",
    "MAIL_TIMEOUT",
    "SMS_URL",
    "BOUNCES_URL",
    "NOTICE_RETRY_MINUTES",
    "NOTICE_HELD_SECONDS",
):
    os.environ[_name] = ""

from portal.settings import *  # noqa: E402, F403  the folder above has to be known first
from portal.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in service: a database in memory would be one connection shared by every thread.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # Nothing here has to outlive the server: no commit waits for the disk.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
    if name := os.environ.get("TEST_DATABASE_NAME"):
        DATABASES["default"]["TEST"] = {"NAME": name}

# Pages are made anew for every request; what is kept, and for how long, has tests of its own.
PAGE_CACHE = TOTALS_CACHE = 0

# Nothing is written for each letter; the messages of a test are in its process.
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Static files are served as they lie in the source, under their plain names.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# A page that asks the same question once per row fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
