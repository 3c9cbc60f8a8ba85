"""Entry point of the `erasmus` command."""

import atexit
import gc
import sys

from erasmus_cli import __version__, streams


def main() -> None:
    """Runs the command line and exits: 0 fine, 1 findings that fail, 2 could not, 70 a bug, 130 Ctrl-C."""
    streams.prepare()
    try:
        _run()
    finally:
        streams.finish()


def _run() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered here because importing the command line costs five times as much as this answer.
        try:
            sys.stdout.write(f"erasmus {__version__}\n")
        except OSError as error:  # here already where nothing is kept until the end
            streams.failed(error)
        return
    # Starting makes many objects and hardly any garbage: looking for it costs a tenth of a check.
    gc.set_threshold(100_000)
    # The interpreter looks for garbage once more when it ends, which costs another tenth.
    atexit.register(gc.freeze)
    from erasmus_cli import no_plugins  # noqa: PLC0415 - see above

    no_plugins.promise()
    from erasmus_cli.cli.app import app  # noqa: PLC0415 - only now, see there

    app(prog_name="erasmus")


if __name__ == "__main__":
    main()
