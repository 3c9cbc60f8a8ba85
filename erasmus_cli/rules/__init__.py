"""The rules, and the engine that holds a proposal against them."""
