"""Why a file is not imported, in one sentence for the person who tried."""


class ImportRefused(Exception):
    """The file cannot become a report; the message is a translated sentence."""


class TooLarge(ImportRefused):
    """The file is not read while somebody waits; the worker may read it."""
