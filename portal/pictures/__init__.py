"""Photos and PDFs that strangers send: drawn anew in a process of their own, without what came along."""
