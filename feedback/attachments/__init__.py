"""附件: photos and PDFs; the original stays sealed, and nothing is public before a person released that one file."""
