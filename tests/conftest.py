"""What all tests share."""

from hypothesis import settings

# The same examples on every run, without a clock or a database of failures: a red test stays red.
settings.register_profile("same-every-run", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("same-every-run")
