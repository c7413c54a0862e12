"""Values in, text out; touches no file."""
