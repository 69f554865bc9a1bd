"""抽取: the draw of representatives, which anybody can redo from what was published."""
