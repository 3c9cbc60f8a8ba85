"""The grant: what the project may ask for, line by line, with each cap applied."""
