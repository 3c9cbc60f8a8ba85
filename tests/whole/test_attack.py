"""What somebody else's file, draft, argument or file name may do to whoever looks at it: nothing."""

import cProfile
import json
import sys
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from typer.testing import CliRunner

import erasmus_cli
from erasmus_cli import resources
from erasmus_cli.cli import console
from erasmus_cli.cli.app import app
from erasmus_cli.document.xml_limits import MOST_MARKS, is_crowded
from erasmus_cli.importing.extracted import UnreadableDraftError
from erasmus_cli.importing.markdown_reader import read_markdown
from erasmus_cli.proposal.reader import load, parse
from erasmus_cli.wording.visible import escaped, visible

EXAMPLE = resources.examples() / "ka210-school-2026.yaml"
ESC, CSI, OSC = "\x1b[31mX", "\x9b31mX", "\x1b]52;c;ZXZpbA==\x07"
TURNED = "a\u202eb\u2066c\u200bd"
HOSTILE = ESC + CSI + OSC + "\x9d0;x\x9c" + TURNED
RAW = frozenset(map(chr, [*range(8), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B]))


def run(*args, stdin=None, env=None):
    """A command, in this process."""
    return CliRunner(env=env).invoke(app, list(map(str, args)), input=stdin)


def raw(text):
    """The signs of a text that a terminal would obey or hide."""
    return sorted(set(text) & RAW)


def test_what_a_terminal_would_obey_is_shown():
    assert visible("a\x1b[31m\x9b\u202e\U000e0041\tb\n") == "a<U+001B>[31m<U+009B><U+202E><U+E0041>\tb\n"


def test_letters_of_all_alphabets_and_joined_emoji_stay_as_they_are():
    text = "Ærø, Δέλτα, București, x\u200cx, 👩\u200d🏫"
    assert visible(text) == text


def test_json_says_the_same_to_programs():
    text = json.dumps(HOSTILE + "\U000e0041", ensure_ascii=False)
    assert not raw(escaped(text))
    assert json.loads(escaped(text)) == HOSTILE + "\U000e0041"


def hostile_files(folder):
    """Files of which the name, a key, a value or the text would repaint the screen."""
    quoted = json.dumps(HOSTILE)
    example = EXAMPLE.read_text("utf-8")
    texts = {
        "country": f"organisations:\n  - {{country: {quoted}}}\n",
        "duplicate": f"{quoted}: 1\n{quoted}: 2\n",
        "key": f"{quoted}: 1\n",
        "call": f"call: {quoted}\n",
        "json": f"{{{quoted}: 1, {quoted}: 2}}",
        "tag": f"a: !{HOSTILE} x\n",
        "title": f'title: "{TURNED}\\u202a\\u2069"\n'
        + "".join(line for line in example.splitlines(keepends=True) if not line.startswith("title:")),
    }
    for name, text in texts.items():
        path = folder / f"{name}{ESC}{CSI}{TURNED}.yaml"
        path.write_text(text, "utf-8")
        yield path


COMMANDS = [
    ("check", "{}"),
    ("check", "{}", "--verbose"),
    ("check", "{}", "--format", "json"),
    ("budget", "{}"),
    ("budget", "{}", "--explain"),
    ("budget", "{}", "--format", "json"),
    ("score", "{}"),
    ("score", "{}", "--format", "json"),
    ("draft", "{}", "-o", "{}.md", "--force"),
    ("convert", "{}", "--to", "2025/small-scale-partnership", "-o", "{}.out.yaml", "--force"),
    ("convert", "{}", "--to", HOSTILE),
    ("redact", "{}", "--hide", HOSTILE),
    ("check", "{}", "--redact"),
    ("read", "{}", "{}"),
    ("read", "{}", str(EXAMPLE), "--dry-run"),
    ("new", "{}", "--no-input", "--set", f"title={HOSTILE}"),
    ("new", "{}", "--no-input", "--set", f"{HOSTILE}=1"),
    ("new", "{}", "--no-input", "--answers", "{}"),
    ("fix", "{}"),
    ("fix", "{}", "--apply"),
    ("match", "{}"),
    ("tour", "{}"),
]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: visible(" ".join(command)))
def test_nothing_of_a_file_or_its_name_reaches_the_terminal_as_it_is(tmp_path, command):
    for path in hostile_files(tmp_path):
        done = run(*(part.replace("{}", str(path)) for part in command))
        assert done.exit_code in (0, 1, 2), done.output
        assert not raw(done.output), done.output


@pytest.mark.parametrize(
    "command",
    [
        (HOSTILE,),
        (f"--{HOSTILE}",),
        ("check", f"--{HOSTILE}"),
        ("check", str(EXAMPLE), HOSTILE),
        ("check", HOSTILE),
        ("check", str(EXAMPLE), "--format", HOSTILE),
        ("draft", str(EXAMPLE), "--view", HOSTILE),
        ("draft", str(EXAMPLE), "--date", HOSTILE),
        ("draft", str(EXAMPLE), "--partner", HOSTILE),
        ("draft", str(EXAMPLE), "--templates", HOSTILE),
        ("draft", str(EXAMPLE), "-o", f"/nowhere/{HOSTILE}.md"),
        ("draft", str(EXAMPLE), "-o", f"x.{HOSTILE}"),
        ("read", HOSTILE, str(EXAMPLE), "--dry-run"),
        ("read", str(EXAMPLE), str(EXAMPLE), "--take", HOSTILE, "--dry-run"),
        ("convert", str(EXAMPLE), "--to", HOSTILE),
        ("explain", HOSTILE),
        ("guide", HOSTILE),
        ("guide", "show", HOSTILE),
        ("guide", "diff", HOSTILE, HOSTILE),
        ("guide", "deadlines", "--action", HOSTILE),
        ("--guide", HOSTILE, "check", str(EXAMPLE)),
        ("templates", "check", HOSTILE),
        ("templates", "copy", f"/nowhere/{HOSTILE}"),
        ("schema", "--of", HOSTILE),
        ("rules", HOSTILE),
        ("examples", HOSTILE),
        ("fix", HOSTILE),
        ("match", HOSTILE),
        ("match", "--countries", HOSTILE),
        ("new", f"/nowhere/{HOSTILE}", "--no-input"),
        ("tour", f"/nowhere/{HOSTILE}"),
    ],
    ids=lambda command: visible(" ".join(command)),
)
def test_no_argument_reaches_the_terminal_as_it_is(command):
    done = run(*command)
    assert done.exit_code in (0, 1, 2), done.output
    assert not raw(done.output), done.output


class Screen(StringIO):
    """Where somebody looks."""

    def isatty(self):
        return True


def test_a_document_is_the_same_to_the_byte_for_programs_and_made_visible_for_people(monkeypatch):
    for stream, shown in ((StringIO(), TURNED), (Screen(), visible(TURNED))):
        monkeypatch.setattr(sys, "stdout", stream)
        console.write_text(TURNED)
        assert stream.getvalue() == shown


@pytest.mark.slow
def test_text_and_key_in_a_draft_in_markdown(tmp_path):
    proposal, draft = tmp_path / "p.yaml", tmp_path / "d.md"
    proposal.write_bytes(EXAMPLE.read_bytes())
    assert run("draft", proposal, "-o", draft).exit_code == 0
    text = draft.read_text("utf-8")
    hidden = text.index("[//]: # (answer ")
    start, rest = text[:hidden], text[hidden:]
    line, _, rest = rest.partition("\n")
    draft.write_text(
        f"{start}{line}\n\n{HOSTILE}\n{rest}\n#### x `{HOSTILE}`\n[//]: # (answer a.b%1B%5B31m)\n", "utf-8"
    )
    done = run("read", draft, proposal)
    assert done.exit_code in (1, 2)
    assert not raw(done.output), done.output


def packed(**parts):
    """A DOCX with these parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="x" a="{MAIN}"/>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["read", "draft"])
@pytest.mark.parametrize("crowd", ["<p/>", "<p a='1' b='2'/>"])
def test_a_small_document_that_would_fill_the_memory_is_refused(tmp_path, command, crowd):
    content = packed(document=f"<w>{crowd * (MOST_MARKS // (crowd.count('=') + 1) + 1)}</w>")
    assert len(content) < 100_000
    path = tmp_path / "d.docx"
    path.write_bytes(content)
    args = ("read", path, EXAMPLE, "--dry-run")
    if command == "draft":
        args = ("draft", EXAMPLE, "--template", path, "-o", tmp_path / "x.docx")
    done = run(*args)
    assert done.exit_code == 2
    assert "elements" in done.stderr


def test_documents_are_counted_to_the_sign():
    assert not is_crowded(b"<" * (MOST_MARKS // 2), b"=" * (MOST_MARKS // 2))
    assert is_crowded(b"<" * (MOST_MARKS // 2), b"=" * (MOST_MARKS // 2 + 1))


@pytest.mark.parametrize(
    ("line", "most"), [("> x\n", 100_000), ("# x\n", 10_000), ("[//]: # (answer a.b)\n", 10_000)]
)
def test_a_draft_with_more_lines_or_headings_than_any_is_refused(line, most):
    with pytest.raises(UnreadableDraftError, match="more than any draft"):
        read_markdown(line * (most + 1), {})


def calls_of_draft(organisations):
    """How many functions are called for a draft of so many organisations."""
    members = [{"id": f"o{n}", "name": f"School {n}", "country": "BE"} for n in range(organisations)]
    head = {"call": 2016, "action": "strategic-partnership", "field": "school", "title": "Many"}
    proposal = parse(json.dumps({**head, "organisations": members})).proposal
    counted = cProfile.Profile()
    counted.runcall(erasmus_cli.draft, proposal, on=date(2016, 1, 1))
    return sum(entry.callcount for entry in counted.getstats())


@pytest.mark.slow
def test_drafts_take_time_in_proportion_to_the_organisations():
    calls_of_draft(1)  # what is read once is read now
    few, more, many = map(calls_of_draft, (25, 50, 100))
    assert (many - more) / (
        more - few
    ) < 2.5  # twice the step, twice the calls: four times would be their square


@pytest.mark.parametrize("digits", ["9" * 4400, "0x" + "f" * 4000], ids=["decimal", "hexadecimal"])
def test_a_text_of_many_digits_is_saved_as_text(tmp_path, digits):
    file, cards = tmp_path / "p.yaml", tmp_path / "cards"
    assert run("new", file, "--no-input", "--set", f"title={digits}").exit_code == 2
    assert load(file).proposal.title == digits
    assert run("organisation", "add", "--set", f"name={digits}", "--cards", cards).exit_code in (0, 2)
    assert run("new", file, "--no-input", "--set", f"months={digits}").exit_code == 2
