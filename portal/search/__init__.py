"""Search in Chinese text: one way to cut text into what is indexed and asked for, kept by two databases.

`folding` makes one spelling of all, `segmentation` cuts it, `encoding` writes it for PostgreSQL and SQLite, `query`
holds what somebody typed, `index` the columns and tables. It imports no app; apps keep entries of their own.
"""

from portal.search.encoding import encode
from portal.search.query import Query

__all__ = ["Query", "encode"]
