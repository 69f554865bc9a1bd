"""Notices at the desk: what was sent, and what the texts say."""
