"""Import a report from a file as the draft of its year, or only show what would be imported."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from reports.drafting.carrying import settled
from reports.importer import ImportRefused, parse, read_file, unsummed
from reports.models import Report
from reports.records.reports import ReportRefused


class Command(BaseCommand):
    help = "Import a report (txt, md, docx, pdf) as a draft; --check saves nothing and prints JSON."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--year", type=int, help="the report's year, when the text does not say it or says it wrong"
        )
        parser.add_argument("--check", action="store_true", help="print what was read as JSON and save nothing")

    def handle(self, *, file, year, check, **options):
        try:
            parsed = parse(read_file(file), year=year, bureau=settings.BUREAU_NAME)
            if check:
                self.stdout.write(json.dumps(parsed.as_json(), ensure_ascii=False, indent=2))
                return
            if parsed.year is None:
                raise CommandError(gettext("從文件裡看不出年度，請用 --year 指明。"))
            draft = settled(Report.objects.drafted(parsed))
            report = Report.objects.save_draft(draft, source_name=_name_of(file), now=timezone.now())
        except (ImportRefused, ReportRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            gettext("已保存草稿：%(title)s（%(year)s 年，%(sections)s 節，%(figures)s 個指標）。")
            % {
                "title": report.title,
                "year": report.year,
                "sections": len(parsed.sections),
                "figures": len(parsed.figures),
            }
        )
        if parsed.is_title_made:
            self.stdout.write(gettext("文件沒有標題，標題由年度和單位名稱組成，請核對。"))
        for doubt in unsummed(parsed):
            self.stdout.write(doubt.sentence())
        for one in draft.earlier:
            self.stdout.write(
                gettext("以前在「%(sentence)s」裡更正過「%(text)s」，現在沒有這句話，更正沒有沿用。")
                % {"sentence": one.sentence, "text": one.figure.text}
            )


def _name_of(file):
    return str(file).replace("\\", "/").rsplit("/", 1)[-1]
