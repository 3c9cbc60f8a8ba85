"""Forms of rows: lines that are written one by one, and documents that need all of them."""
