"""Words, numbers, dates and countries as people write them, and as they are shown."""
