"""What several pages draw: bars, the small wall, the calendar of a campaign."""
