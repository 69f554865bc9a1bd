"""The tally: what is counted of a ballot, published, and counted again from the table alone."""
