"""Tables: ruled, aligned by gaps, or flat text, into cells on one grid."""
