"""Quality hints: signs by which assessors may mind a text. They are no rules and decide nothing."""
