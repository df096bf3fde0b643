"""One verb a file, thin."""
