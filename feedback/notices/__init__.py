"""通知: what happened is told to whom it concerns, by mail or SMS, one row for each recipient and event."""
