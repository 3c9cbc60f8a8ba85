"""Makes the pictures of terminals in docs/pictures from real runs: `python docs/make_pictures.py`.

Commands run in a terminal of 80 columns as on 5 January 2026. The text of a picture stays text, and no
picture asks any host for a font.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from person import BEFORE_2026, KA210_SCH, Person  # noqa: E402 - found in tests

from erasmus_cli import resources  # noqa: E402 - the path is set above

PICTURES = Path(__file__).parent / "pictures"
COLUMNS, LINES = 80, 24
MOST = 200  # lines of a report, of which the first are shown
ERASMUS = (sys.executable, "-m", "erasmus_cli")
MATCH = ("match", "--countries", "BE,PT", "--kinds", "school,school", "--months", "12", "--money", "60000")
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


class Screen:
    """A terminal of 80 columns that remembers what stands on it."""

    def __init__(self, folder: str, *arguments: str, lines: int = LINES) -> None:
        self.screen = pyte.Screen(COLUMNS, lines)
        self.stream = pyte.Stream(self.screen)
        settings = {**os.environ, **BEFORE_2026, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        settings.pop("NO_COLOR", None)
        self.child = pexpect.spawn(
            ERASMUS[0],
            [*ERASMUS[1:], *arguments],
            cwd=folder,
            env=settings,
            encoding="utf-8",
            dimensions=(lines, COLUMNS),
            timeout=120,
        )
        self.child.logfile_read = self

    def write(self, shown: str) -> None:
        """What the child sends."""
        self.stream.feed(shown)

    def flush(self) -> None:
        """Nothing is kept back."""

    def text(self) -> Text:
        """The lines of the screen, with their looks, without the empty ones at the end."""
        lines = []
        for row in range(LINES):
            line = Text()
            for column in range(COLUMNS):
                sign = self.screen.buffer[row][column]
                line.append(sign.data, _style(sign))
            line.rstrip()
            lines.append(line)
        while lines and not lines[-1].plain.strip():
            lines.pop()
        return Text("\n").join(lines)


def _style(sign: pyte.screens.Char) -> str:
    colours = {"default": "", "brown": "yellow"}
    colour = colours.get(sign.fg, sign.fg)
    colour = f"#{colour}" if re.fullmatch(r"[0-9a-f]{6}", colour) else colour
    looks = [
        name
        for name, on in (("bold", sign.bold), ("underline", sign.underscore), ("reverse", sign.reverse))
        if on
    ]
    return " ".join([*looks, colour]).strip() or "none"


class Photographer(Person):
    """Answers the wizard, and takes a picture where a question is open for the first time."""

    def __init__(self, screen: Screen, wanted: dict[str, str]) -> None:
        super().__init__(screen.child, KA210_SCH, plain=False)
        self.screen, self.wanted = screen, wanted

    def _read(self) -> tuple[str | None, list[str]]:
        question, entries = super()._read()
        for words, name in list(self.wanted.items()):
            if question and words in question:
                save(name, self.screen.text(), "erasmus new p.yaml")
                del self.wanted[words]
        return question, entries


def save(name: str, shown: Text, title: str) -> None:
    """Writes one picture."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(shown, soft_wrap=True)
    svg = console.export_svg(title=title, unique_id=name)
    picture = _FONT.sub("", svg).replace("Fira Code, monospace", "ui-monospace, Consolas, Menlo, monospace")
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


def of_command(name: str, folder: str, title: str, *arguments: str) -> None:
    """A picture of what a command shows first."""
    screen = Screen(folder, *arguments, lines=MOST)
    screen.child.expect(pexpect.EOF)
    save(name, screen.text(), title)


def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as folder:
        example = Path(resources.examples()) / "broken" / "ka210-school-2026.yaml"
        (Path(folder) / "proposal.yaml").write_bytes(example.read_bytes())
        of_command("check", folder, "erasmus check proposal.yaml", "check", "proposal.yaml")
        of_command("match", folder, f"erasmus {' '.join(MATCH)}", *MATCH)
        Photographer(Screen(folder, "new", "p.yaml"), {"For which call": "new", "What next?": "home"}).work()


if __name__ == "__main__":
    main()
