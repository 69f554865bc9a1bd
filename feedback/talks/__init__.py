"""在線懇談: live talks of one unit; every question is a suggestion, answered then or within seven working days."""
