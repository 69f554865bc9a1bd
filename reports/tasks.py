"""What the worker does with reports: read and save what is too large for a page, forget what nobody came back for."""

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from portal.daily import each_day
from reports.importer import ImportRefused, parse, read_text
from reports.models import Report, Upload
from reports.records.reports import ReportRefused
from reports.records.uploads import TAKEN_UP_BY


@task()
def read(pk):
    work(pk, Upload.State.READING, read_upload, clock=timezone.now)


@task()
def save(pk):
    work(pk, Upload.State.SAVING, save_upload, clock=timezone.now)


TAKEN_UP_BY |= {Upload.State.WAITING: read, Upload.State.TO_SAVE: save}


@each_day
@task()
def daily():
    Upload.objects.stale(timezone.now()).delete()


def work(pk, working, do, *, clock):
    """Take up an upload that waits, `do` it, and say to the one who waits how that ended.

    It may be done again when a worker was lost over it; `clock` tells the moment.
    """
    upload = Upload.objects.light().filter(pk=pk).first()
    if upload is None or not upload.begin(working, now=clock()):
        return
    with upload.in_language():
        try:
            do(upload, clock=clock)
        except (ImportRefused, ReportRefused) as refused:
            upload.refuse(str(refused), now=clock())
        except Exception:
            upload.refuse(gettext("處理這份文件時出了錯，已記入日誌。請重新上傳，或聯繫系統管理員。"), now=clock())
            raise


def read_upload(upload, *, clock):
    text = read_text(upload.file, upload.name)
    parsed = parse(text, year=upload.asked_year, bureau=settings.BUREAU_NAME, tell=upload.have_read_so_far)
    upload.have_read(Report.objects.drafted(parsed), now=clock())


def save_upload(upload, *, clock):
    with transaction.atomic():
        report = Report.objects.save_draft(upload.opened, source_name=upload.name, now=clock())
        if not upload.have_saved(report, now=clock()):  # it was retried meanwhile, and the other one saves it
            transaction.set_rollback(True)
            return
        told = gettext("導入 %(name)s") % {"name": report.source_name}
        LogEntry.objects.log_actions(upload.by_id, [report], CHANGE, told, single_object=True)
