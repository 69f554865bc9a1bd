"""What the kernel keeps from the process that draws, where it knows how (Landlock, Linux 5.13): files but for fonts.

And, where it is newer, connections (6.7) and signals to others (6.12). Limits of a process keep its decoders from what
they should not do; this keeps it from those of its own user, whose files and processes it could else read.
"""

import ctypes
import os
import struct
import sys

# Numbers of the calls, the same on all machines, and of what they take: <linux/landlock.h>, <linux/prctl.h>.
CREATE, ADD, RESTRICT = 444, 445, 446
SAY_VERSION, BENEATH_A_PATH = 1, 1
READ = 1 << 2 | 1 << 3  # files and folders
CONNECTIONS = SIGNALS = 0b11  # all that is known of each
NO_NEW_PRIVILEGES = 38
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")  # where PDFium looks


def version():
    """How much the kernel knows of it: 0 where it knows nothing."""
    return max(_call(CREATE, None, 0, SAY_VERSION), 0) if sys.platform == "linux" else 0


def put_up(folders):
    """From now on this process reads files beneath `folders` and no others; whether the kernel sees to it."""
    known = version()
    if not known:
        return False
    kept = kept_from(known)
    wall = _call(CREATE, kept, len(kept), 0)
    if wall < 0:
        return False
    for folder in filter(os.path.isdir, folders):
        place = os.open(folder, os.O_PATH)
        _call(ADD, wall, BENEATH_A_PATH, struct.pack("=Qi", READ, place), 0)
        os.close(place)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    is_up = _call(RESTRICT, wall, 0) == 0
    os.close(wall)
    return is_up


def kept_from(known):
    """What is forbidden, as much of it as the kernel knows: to name more would be refused."""
    acts = 13 + min(known - 1, 2) + (known >= 5)  # what can be done to files, a bit for each
    said = [2**acts - 1]
    if known >= 4:
        said.append(CONNECTIONS)
    if known >= 6:
        said.append(SIGNALS)
    return struct.pack(f"={len(said)}Q", *said)


def _call(number, *given):
    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    return call(*(ctypes.c_long(one) if isinstance(one, int) else one for one in (number, *given)))
