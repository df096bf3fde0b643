"""Draft and items -> HTML and text."""
