"""How a text is written into the index, and a question put to it, by each database.

Both hold the same: bigrams of Chinese in their order, words and numbers, and each single character. A run ends with a
gap, so that no phrase reaches over it. PostgreSQL gets a tsvector as it is stored, past its parser, which depends on
the locale; SQLite gets tokens for FTS5.
"""

from portal.search.folding import fold
from portal.search.segmentation import bigrams, runs

POSTGRESQL, SQLITE = "postgresql", "sqlite"
# A tsvector knows no place behind this one, and keeps no more places of one lexeme.
LAST_PLACE = 16382
MOST_PLACES = 255
GAP = "."  # a token that no run makes


def encode(text, vendor):
    """`text` as the index of `vendor`, `postgresql` or `sqlite`, takes it: as a parameter, or in a line of COPY."""
    return (_tsvector if vendor == POSTGRESQL else _tokens)(runs(fold(text)))


def _tsvector(found):
    places, singles, place = {}, set(), 0
    for run in found:
        tokens = [run.text]
        if run.is_han:
            singles.update(run.text)
            tokens = bigrams(run.text) if len(run.text) > 1 else []
        for token in tokens:
            place += 1
            if token in places:
                places[token].append(place)
            else:
                places[token] = [place]
        place += 1
    if place > LAST_PLACE:
        places = {token: [each for each in row if each <= LAST_PLACE] for token, row in places.items()}
    lexemes = [
        f"'{token}':{','.join(map(str, row[:MOST_PLACES]))}" if row else f"'{token}'" for token, row in places.items()
    ]
    # Without places: a single character is asked for alone, never in a phrase.
    lexemes += [f"'{single}'" for single in singles]
    return " ".join(lexemes)


def _tokens(found):
    tokens, singles = [], {}
    for run in found:
        if run.is_han:
            singles.update(dict.fromkeys(run.text))
        if not run.is_han:
            tokens += [run.text, GAP]
        elif len(run.text) > 1:
            tokens += [*bigrams(run.text), GAP]
    return " ".join([*tokens, *singles])


def asked(alternatives, vendor):
    """The question for texts in which all phrases of one of `alternatives` stand; a phrase is a list of tokens."""
    question, either = (_tsquery, " | ") if vendor == POSTGRESQL else (_fts5, " OR ")
    return either.join(f"({question(phrases)})" for phrases in alternatives)


def _tsquery(phrases):
    return " & ".join("({})".format(" <-> ".join(f"'{token}'" for token in phrase)) for phrase in phrases)


def _fts5(phrases):
    """Each phrase in quotes."""
    return " AND ".join('"{}"'.format(" ".join(phrase)) for phrase in phrases)
