"""Files that are encrypted while they stream in, each under a key of its own: no plain copy ever lies on a disk.

`write` and `Sealing` make one, `read` opens it piece by piece, `erase` takes it away; `Broken` is one that was altered.
"""

from portal.sealed.opening import Broken, read
from portal.sealed.writing import Sealed, Sealing, erase, new_key, write

__all__ = ["Broken", "Sealed", "Sealing", "erase", "new_key", "read", "write"]
