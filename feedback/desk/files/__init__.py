"""附件 at the desk: what came along with a suggestion is looked at, covered, released, taken back, destroyed."""
