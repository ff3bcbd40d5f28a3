"""Structure: from the facts that a format gives to paragraphs, headings and tables, one way for all."""
