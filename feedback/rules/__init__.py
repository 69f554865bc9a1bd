"""The rules of the office: plain Python, no table, no page, no clock."""
