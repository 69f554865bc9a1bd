"""Who asks the portal while it is measured, and how: visitors, citizens, constant arrivals."""
