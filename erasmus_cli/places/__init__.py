"""Where cities are and how far apart, offline: `find`, `suggest` and `kilometres`."""
