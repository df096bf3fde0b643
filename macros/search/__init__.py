"""检索: what the search knows, from the Library: records of items, pages and rules, and the tables of characters."""
