"""A proposal without what says who is behind it, for whoever shall see it outside of the house."""
