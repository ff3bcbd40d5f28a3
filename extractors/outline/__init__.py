"""The outline of a text: its documents, parts and items, each with its kind."""
