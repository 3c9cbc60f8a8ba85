"""Where a partnership fits, and the smallest change where it does not."""
