"""The frame of the desk: its site, its pages, its accounts and records."""
