"""The table of a counted ballot that anybody may count again, written and read.

One row for each answer, those of a question together and in the order of random keys: nothing tells which answers to
two questions came from one person. The kinds of rows: `weight` (of 代表評議 and 日常評議), `question`, `option`,
`answer`, `daily`. `question` is the place of the question, from 1.
"""

from collections import defaultdict
from itertools import zip_longest

from feedback.ballots.counted.tally import Chosen, Counted, Weights

COLUMNS = ("kind", "question", "subject", "unit", "text", "weight", "number")


class Unreadable(Exception):
    """The file is no such table; the message says in which line, for whoever counts again."""


def rows(counted, weights, answers):
    """The rows below the head. `answers` gives for each question the texts chosen, in the order in which they are told.

    A blank answer is an empty text.
    """
    yield "weight", "", "", "", "representatives", weights.representatives, ""
    yield "weight", "", "", "", "daily", weights.daily, ""
    for place, (question, texts) in enumerate(zip_longest(counted, answers, fillvalue=()), start=1):
        yield "question", place, question.subject, question.unit, question.text, "", ""
        for option in question.options:
            yield "option", place, "", "", option.text, option.weight, ""
        for text in texts:
            yield "answer", place, "", "", text, "", 1
        for level in question.levels:
            yield "daily", place, "", "", level.text, level.weight, level.number


def read(table):
    """(`Counted` of each question in order, `Weights`) from the rows of such a file, each a dictionary by column.

    Raises `Unreadable`.
    """
    table = list(enumerate(table, start=2))
    if not table or {*COLUMNS} - {*table[0][1]}:
        raise Unreadable("Line 1: these columns are wanted: " + ", ".join(COLUMNS))
    of_whole = {row["text"]: _number(row["weight"], line) for line, row in table if row["kind"] == "weight"}
    if {*of_whole} != {"representatives", "daily"} or sum(of_whole.values()) != 100:
        raise Unreadable("The weights of representatives and daily are wanted, and make 100 together.")
    asked = [(line, row) for line, row in table if row["kind"] != "weight"]
    questions = defaultdict(list)
    for line, row in asked:
        questions[_number(row["question"], line)].append((line, row))
    return [_counted(its) for _place, its in sorted(questions.items())], Weights(**of_whole)


def _counted(lines):
    options, levels, chosen, question = {}, [], [], None
    for line, row in lines:
        kind, text = row["kind"], row["text"]
        if kind == "question":
            question = row
        elif kind == "option":
            options[text] = _number(row["weight"], line)
        elif kind == "answer":
            chosen.append((line, text))
        elif kind == "daily":
            levels.append(Chosen(text, _number(row["weight"], line), _number(row["number"], line)))
        else:
            raise Unreadable(f"Line {line}: no such kind of row: {kind}")
    if question is None:
        raise Unreadable(f"Line {lines[0][0]}: its question is missing.")
    for line, text in chosen:
        if text and text not in options:
            raise Unreadable(f"Line {line}: no such option: {text}")
    texts = [text for _line, text in chosen]
    counted = [Chosen(text, weight, texts.count(text)) for text, weight in options.items()]
    return Counted(
        question["subject"], question["unit"], question["text"], tuple(counted), texts.count(""), tuple(levels)
    )


def _number(text, line):
    if not (text.isascii() and text.isdecimal()):
        raise Unreadable(f"Line {line}: a number is wanted: {text}")
    return int(text)
