"""/units/: 「誰在辦」, the units and a page for each."""
