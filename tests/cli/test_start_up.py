"""What is imported when: the start-up is guarded by names, not by a clock."""

import subprocess
import sys
from functools import cache

import pytest

from erasmus_cli.cli.commands import COMMANDS, imported

HEAVY = {
    "pydantic",
    "rich",
    "yaml",
    "questionary",
    "prompt_toolkit",
    "jinja2",
    "icalendar",
    "jsonpatch",
    "xlsxwriter",
    "lxml",
    "markdown_it",
    "typst",
}


pytestmark = pytest.mark.xdist_group("start-up")  # so that no command is run twice


@cache
def modules_after(*arguments):
    """The modules loaded by a run of the command line."""
    program = (
        "import sys\n"
        f"sys.argv = ['erasmus', *{arguments!r}]\n"
        "from erasmus_cli.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.rpartition("MODULES ")[2].split())


def test_the_version_is_answered_without_the_command_line():
    loaded = modules_after("--version")
    assert "typer" not in loaded
    assert "typing" not in loaded
    assert not HEAVY & loaded


def test_help_loads_nothing_heavy():
    assert not HEAVY & modules_after("--help")


def commands_in(loaded):
    return {name for name, declared in COMMANDS.items() if module_of(declared) in loaded}


def module_of(declared):
    return f"erasmus_cli.cli.{declared.place.partition(':')[0]}"


def test_help_imports_no_command():
    assert commands_in(modules_after("--help")) == set()


def test_a_command_imports_no_other():
    assert commands_in(modules_after("help", "rules")) == {"rules"}


@pytest.mark.parametrize(("name", "declared"), COMMANDS.items())
def test_the_list_of_commands_says_what_each_says_of_itself(name, declared):
    in_full = imported(name)
    assert in_full.name in (name, None, "")
    assert in_full.help.partition("\n\n")[0].replace("\n", " ") == declared.summary


def test_importing_the_package_loads_nothing_else():
    program = "import sys; import erasmus_cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not (HEAVY | {"typer", "typing"}) & set(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (
            ("check", "examples/school-good-practice.yaml"),
            {"questionary", "prompt_toolkit", "jinja2", "icalendar", "markdown_it", "lxml"},
        ),
        (
            ("check", "examples/school-good-practice.yaml"),
            {"erasmus_cli.batch.tables", "erasmus_cli.batch.json_lines", "erasmus_cli.limited"},
        ),
        (
            ("check", "examples/school-good-practice.yaml"),
            {
                "erasmus_cli.results",
                "erasmus_cli.batch.results",
                "erasmus_cli.places",
                "erasmus_cli.templating",
            },
        ),
        (
            ("check", "examples/school-good-practice.yaml"),
            {"importlib.metadata", "importlib.resources", "email", "socket", "zipfile", "tempfile"},
        ),
        (
            ("check", "--format", "json", "examples/school-good-practice.yaml"),
            {"jinja2", "rich.table", "markdown_it"},
        ),
        (("draft", "examples/school-good-practice.yaml"), {"questionary", "prompt_toolkit", "icalendar"}),
        (
            ("read", "README.md", "examples/school-good-practice.yaml", "--dry-run"),
            {"questionary", "prompt_toolkit", "icalendar", "lxml"},
        ),
        (("match", "--countries", "BE,PT"), {"questionary", "prompt_toolkit", "jinja2", "icalendar", "lxml"}),
        (("examples",), {"questionary", "prompt_toolkit", "jinja2", "icalendar", "jsonpatch"}),
        (("rules",), {"questionary", "jinja2", "icalendar", "jsonpatch"}),
        (
            ("score", "examples/school-good-practice.yaml"),
            {"questionary", "prompt_toolkit", "jinja2", "icalendar", "jsonpatch"},
        ),
        (
            ("check", "examples/school-good-practice.yaml"),
            {"erasmus_cli.scoring", "rich.table", "xlsxwriter"},
        ),
        (
            ("budget", "examples/school-good-practice.yaml"),
            {"questionary", "prompt_toolkit", "jinja2", "icalendar", "jsonpatch", "xlsxwriter"},
        ),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "spared",
)
def test_a_command_loads_what_it_needs(arguments, spared):
    assert not spared & modules_after(*arguments)


ANOTHER_PYDANTIC = """
import sys
from erasmus_cli import no_plugins
no_plugins.promise()
from pydantic.plugin._loader import get_plugins
assert get_plugins() == ()
assert "importlib.metadata" not in sys.modules
from pydantic.plugin import _loader
assert _loader._loading_plugins is False  # as another version may ask
assert "importlib.metadata" in sys.modules
import pydantic
assert pydantic.TypeAdapter(int).validate_python("3") == 3
"""


def test_what_pydantic_asks_for_besides_plugins_is_there():
    subprocess.run([sys.executable, "-W", "error", "-c", ANOTHER_PYDANTIC], check=True)


FIRST_QUESTION = """
import sys
from contextlib import contextmanager
from erasmus_cli.cli import new

class Leaves:
    keys = ""
    def select(self, prompt, choices, chosen=None):
        assert "which call" in prompt.text.lower(), prompt.text
        print("MODULES", *sys.modules, file=sys.stderr)
        raise EOFError

@contextmanager
def nobody(**chosen):
    yield Leaves()

new._has_terminal, new._prompter = lambda: True, nobody
sys.argv = ["erasmus", "new", sys.argv[1]]
from erasmus_cli.__main__ import main
main()
"""


@pytest.mark.slow
def test_the_first_question_waits_for_no_rules_and_no_tables(tmp_path):
    command = [sys.executable, "-c", FIRST_QUESTION, str(tmp_path / "proposal.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    loaded = set(done.stderr.rpartition("MODULES ")[2].split("\n")[0].split())
    assert "erasmus_cli.wizard.session" in loaded
    spared = {"erasmus_cli.rules.engine", "erasmus_cli.grant.calculator", "erasmus_cli.batch", "icalendar"}
    assert not (spared | {"rich", "yaml", "jinja2", "lxml", "markdown_it", "jsonpatch"}) & loaded


@pytest.mark.slow
def test_no_command_opens_a_network_connection():
    loaded = modules_after("check", "examples/school-good-practice.yaml")
    assert not {"http.client", "urllib.request", "ssl", "requests", "httpx"} & loaded
