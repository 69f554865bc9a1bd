"""What is kept of the site itself, and fields that nobody can read in the database."""
