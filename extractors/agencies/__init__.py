"""One agency for each body, over all its names."""
