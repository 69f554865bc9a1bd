"""Lists of suggestions at the desk: narrowed, kept under a name, exported."""
