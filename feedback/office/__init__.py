"""What administrators keep: units, fields, statuses, days, campaigns, wording."""
