"""First steps: what an empty portal still needs, each by a form or a sheet."""
