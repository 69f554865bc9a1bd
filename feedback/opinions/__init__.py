"""開放評議: what readers say of each section of the report, once for each browser; no sample of anybody."""
