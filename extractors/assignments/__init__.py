"""How a text says who answers: labels, brackets, sentences; lists of units."""
