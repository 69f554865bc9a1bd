"""帳本 on the pages of suggestions and reports: what of each stands in the public ledger, its proofs, and the count."""
