"""Tables of every format: one grid, one reader of heads, and what a table is told to be by its signs."""
