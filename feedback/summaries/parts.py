"""What a later app puts into the summary: functions of (campaign, now) that give numbers and names by their keys."""

from portal.frame import Places

MORE = Places()
