"""Entry point of the `erasmus` command."""

import atexit
import gc
import os
import sys

from erasmus_cli import __version__


def main() -> None:
    """Runs the command line and exits: 0 fine, 1 findings that fail, 2 could not, 70 a bug, 130 Ctrl-C."""
    if sys.stdout is None or sys.stderr is None:
        # Somebody who closes a stream does not want to read it.
        nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered here because importing the command line costs five times as much as this answer.
        sys.stdout.write(f"erasmus {__version__}\n")
        return
    # Starting makes many objects and hardly any garbage: looking for it costs a tenth of a check.
    gc.set_threshold(100_000)
    # The interpreter looks for garbage once more when it ends, which costs another tenth.
    atexit.register(gc.freeze)
    # pydantic would look through every installed distribution for plugins, and we use none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from erasmus_cli.cli.app import app  # noqa: PLC0415 - see above

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Windows pipes would refuse Greek names, and file names may be no text at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    app(prog_name="erasmus")


if __name__ == "__main__":
    main()
