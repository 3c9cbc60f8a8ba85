"""Where the program begins that needs no Python: `packaging/program.py` builds it."""

import multiprocessing
import sys

from erasmus_cli.__main__ import main
from erasmus_cli.limited import CHILD, answer

if __name__ == "__main__":
    multiprocessing.freeze_support()  # `check --jobs` starts this file once more for each process
    if sys.argv[1:] == ["-c", CHILD]:  # so do templates of a user; here is no interpreter to be told this
        answer()
    else:
        main()
