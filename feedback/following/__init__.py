"""關注: by feed, by calendar, by mail; nothing of it is needed to use the portal."""
