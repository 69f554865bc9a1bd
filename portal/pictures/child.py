"""The process in which files of strangers are opened: without the worker's environment, and with little room.

`python -m portal.pictures.child photo|pdf|cover|words`. It imports nothing of Django and knows no key and no database.
Before it reads the first byte of a file it gives away what it will not need: time, memory, and files. Where no further
file can be opened no connection can be either; only PDFs keep a few, for fonts, and `walls` keeps them from other
files. A decoder that is led astray finds an empty room.

It hears pieces (`frames`): a header in JSON, then the file. It says "ready" once it stands, then a header in JSON and
the pictures.
"""

import json
import os
import resource
import sys

from portal.pictures import walls
from portal.pictures.frames import framed, pieces_of

MEMORY = 1024**3  # bytes of address space
SECONDS = {"photo": 30, "pdf": 60, "cover": 30, "words": 60}  # of processor time
# Standard input, output and error are all it ever has open; text in a PDF may need a font of this machine.
FILES = {"photo": 3, "pdf": 16, "cover": 3, "words": 16}


def confine(job):
    os.nice(10)  # pages come first
    walls.put_up(walls.FONTS if job in {"pdf", "words"} else ())
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS[job]),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, FILES[job]),
        (resource.RLIMIT_FSIZE, 0),  # no file can be written, so nothing plain is left lying about
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def photo(header, data):
    from portal.pictures import photos

    yield photos.drawn(data, header["kind"])


def pdf(header, data):
    from portal.pictures import documents

    yield from documents.pages(data)


def drawn(images):
    """The header of the pages, and each as a JPEG."""
    from portal.pictures.photos import saved

    sizes, pictures = [], []
    for image in images:
        sizes.append(image.size)
        pictures.append(saved(image))
    return {"sizes": sizes}, pictures


def cover(header, data):
    from portal.pictures import photos

    image = photos.covered(data, header["covers"])
    return {"sizes": [image.size]}, [photos.saved(image), photos.thumb(image)]


def words(header, data):
    from portal.pictures import words

    return {}, [json.dumps(words.pages(data, header["most"])).encode()]


def work(job, header, data):
    from portal.pictures.photos import Refused

    try:
        if job == "words":
            return words(header, data)
        if job == "cover":
            return cover(header, data)
        return drawn({"photo": photo, "pdf": pdf}[job](header, data))
    except Refused as refused:
        return {"refusal": str(refused)}, []


def main(job):
    said = sys.stdout.buffer
    try:
        import portal.pictures.documents
        import portal.pictures.photos
        import portal.pictures.words  # noqa: F401  all that will be needed, while it can be opened

        confine(job)
    except Exception as error:
        said.write(framed(f"{type(error).__name__}: {error}".encode()))
        return
    said.write(framed(b"ready"))
    said.flush()
    header, data = pieces_of(sys.stdin.buffer.read())
    told, pictures = work(job, json.loads(header), data)
    said.write(framed(json.dumps(told).encode(), *pictures))
    said.flush()


if __name__ == "__main__":
    main(sys.argv[1])
