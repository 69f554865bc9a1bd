"""The files of a suggestion at the desk, as one part of the suggestions' admin."""

from feedback.desk.files import on_case  # noqa: F401  the block makes itself known
from feedback.desk.files.adding import AddingFiles
from feedback.desk.files.looking import LookingAtFiles
from feedback.desk.files.releasing import ReleasingFiles


class FileDesk(AddingFiles, LookingAtFiles, ReleasingFiles):
    pass
