"""The review: a sample that people check, its answers as corrections, and how right a result is by them."""
