"""The processes of a run: the web server, and what is run beside it in the portal's environment."""
