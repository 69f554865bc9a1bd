"""Of what people labelled, the importer reads what it promises to; the table of counts is printed."""

import pytest

from reports.importer.figures import figures_in
from tests.reports.importer.scoring import Passage, Score, passages, scored, table

pytestmark = pytest.mark.pure

AT_LEAST = {"found": 0.99, "value": 0.99, "subject": 0.97, "name": 0.95, "word": 0.97, "year": 0.97}
MOST_FALSE = 0.005


def test_what_was_labelled_is_read(capsys):
    scores = {}
    for passage in passages():
        scores.setdefault(passage.kind, Score()).add(scored(passage))
    everything = Score()
    for score in scores.values():
        everything.add(score)
    with capsys.disabled():
        print("", table(scores | {"all": everything}), sep="\n")
    shares = {question: everything.share(question) for question in AT_LEAST}
    assert {question: share for question, share in shares.items() if share < AT_LEAST[question]} == {}
    assert everything.false_share <= MOST_FALSE


def test_a_whole_report_is_read_by_its_paragraphs(tmp_path):
    report = (
        "2021年工作報告\n一、平安\n（一）打擊犯罪。全年偵破案件120起，\n抓獲9人。\n二、服務\n新增窗口15個，另有3處。\n"
    )
    (tmp_path / "report.txt").write_text(report, encoding="utf-8")
    figure = (
        '[[figure]]\nparagraph_starts = "{}"\ntext = "{}"\nvalue = "{}"\nunit = "{}"\nsubject = "{}"\nnames = ["{}"]\n'
    )
    labels = [
        figure.format("（一）打擊犯罪。", "120起", "120", "起", "案件", "偵破案件"),
        figure.format("新增窗口15", "15個", "15", "個", "窗口", "新增窗口"),
        figure.format("這一段沒有", "7個", "7", "個", "窗口", "新增窗口"),
    ]
    (tmp_path / "report.toml").write_text("".join(labels), encoding="utf-8")
    everything = Score()
    for passage in passages(tmp_path):
        everything.add(scored(passage))
    assert (everything.labels, everything.right["found"], everything.right["name"], everything.false) == (3, 2, 2, 2)


def test_a_wrong_reading_is_counted_as_one():
    label = {"text": "3起", "value": "3", "unit": "起", "subject": "命案", "names": ["破獲命案"]}
    figures = figures_in("偵破搶劫案件3起，救助群眾5人。")
    score = scored(Passage("names", "", [label], figures))
    assert (score.right, score.false) == ({"found": 1, "value": 1, "subject": 0, "name": 0, "word": 1}, 1)
