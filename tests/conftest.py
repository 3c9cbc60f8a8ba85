"""What all tests share."""

from hypothesis import settings

pytest_plugins = ("office",)

# The same examples on every run, without a clock or a database of failures: a red test stays red.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=False)
settings.register_profile("fast", settings.get_profile("ci"), max_examples=15)
settings.load_profile("ci")
