"""Templates of users: in front of ours, in a sandbox, and what is wrong with them in one line."""

import pytest
from pseudo import left_in_english, speaking_pseudo
from typer.testing import CliRunner

from erasmus_cli import resources
from erasmus_cli.cli.app import app
from erasmus_cli.template_check import faults

EXAMPLE = resources.examples() / "youth-two-countries.yaml"


@pytest.fixture
def folder(tmp_path):
    def write(text, name="draft.md.j2"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def drafted(folder):
    return run("draft", EXAMPLE, "--templates", folder, "--date", "2016-03-01")


def without_seal(text):
    """A draft without its last line, which remembers the others."""
    said, seal = text.rstrip().rsplit("\n", 1)
    assert seal.startswith("[//]: # (rest ")
    return said


@pytest.mark.slow
def test_a_template_takes_the_place_of_ours(folder):
    own = folder("## Our house and its budget\n", "parts/budget.md.j2")
    result = drafted(own)
    assert "\n\n## Our house and its budget\n\n## Red thread" in result.stdout
    assert "Budget items" not in result.stdout
    assert run("templates", "check", own).exit_code == 0


@pytest.mark.usefixtures("unlimited")
def test_a_template_can_build_on_ours(folder):
    own = folder('Draft of Vakcentrum\n\n{% include "builtin/draft.md.j2" %}')
    folder("nothing", "builtin/draft.md.j2")  # what is ours stays ours
    result = drafted(own)
    ours = run("draft", EXAMPLE, "--date", "2016-03-01").stdout
    assert without_seal(result.stdout) == f"Draft of Vakcentrum\n\n{without_seal(ours)}"


@pytest.mark.usefixtures("unlimited")
def test_a_template_reads_data_by_dots_and_by_brackets(folder):
    by_dots = (
        "{% for part in sections %}{{ part.heading }} {{ part.questions | map(attribute='key') | join }}"
    )
    brackets = by_dots.replace("part.heading", "part['heading']").replace(
        "part.questions", "part['questions']"
    )
    first, second = (drafted(folder(f"{text}{{% endfor %}}")).stdout for text in (by_dots, brackets))
    assert first == second
    assert "description.rationale" in first.replace("\\", "")


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# {{ title }}\n{{ titel }}", ":2: 'titel' is undefined"),
        ("\n\n{{ glance.nothing }}", ":3: nothing is called nothing here"),
        ("{{ glance.verdikt }}", ":1: nothing is called verdikt here; did you mean verdict?"),
        ("{{ figures.verdict }}", ":1: 'dict object' has no attribute 'verdict'"),
        ("{% if %}", ":1: Expected an expression"),
        ("{% include 'nix.j2' %}", ":1: there is no template nix.j2"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", ":1: powers are not calculated"),
        ("{% for n in range(999999999) %}x{% endfor %}", ":1: Range too big"),
        (
            "{% for a in range(99999) %}{% for b in range(999) %}xxxxxxxxx{% endfor %}{% endfor %}",
            "prints more",
        ),
        ("{{ 'x' * 1000000000 }}", ":1: texts and lists cannot be multiplied"),
        ("{{ ''.__class__ }}", ":1: access to attribute '__class__'"),
        ("{{ figures.update({}) }}", ":1: access to attribute 'update'"),
        ("{% include 'draft.md.j2' %}", "calls itself without end"),
        ("{{ 1 / 0 }}", ":1: division by zero"),
        ("{{ title + 1 }}", ":1: "),
        ("{{ title | nofilter }}", ":1: No filter named 'nofilter'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(folder, text, says):
    result = drafted(folder(text))
    assert result.exit_code == 2
    assert says in result.stderr
    assert "draft.md.j2" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not result.stdout


@pytest.mark.usefixtures("unlimited")
def test_what_a_template_prints_of_a_proposal_cannot_break_the_draft(folder, tmp_path):
    file = tmp_path / "proposal.yaml"
    file.write_text("call: 2016\naction: strategic-partnership\ntitle: '<b> [x](y)'\n", encoding="utf-8")
    result = run("draft", file, "--templates", folder("{{ title }}"))
    assert without_seal(result.stdout) == "\\<b\\> \\[x\\](y)\n"


@pytest.mark.slow
@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("draft.md.j2", "# {{ title }}\n\n{{ titel }}", ":3: nothing is called titel; did you mean title?"),
        ("bugdet.md.j2", "x", ":1: replaces no template of ours; did you mean parts/budget.md.j2?"),
        ("parts/form.md.j2", "\n{% for %}", ":2: "),
        ("parts/form.md.j2", "\n{% include 'parts/nix.md.j2' %}", ":2: there is no template parts/nix.md.j2"),
        ("parts/cover.md.j2", "\n{{ stamp.tol }}", ":2: nothing is called tol here; did you mean tool?"),
        ("partner.md.j2", "{{ partner.nme }}", ":1: nothing is called nme here"),
    ],
)
def test_check_tells_what_is_wrong_with_file_and_line(folder, name, text, says):
    own = folder(text, name)
    result = run("templates", "check", own)
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    assert f"{own / name}{says}" in result.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("unlimited")
def test_a_template_that_another_takes_in_is_no_mistake(folder):
    folder("Our house", "house/foot.md.j2")
    own = folder('{% include "house/foot.md.j2" %}{% set mine = 1 %}{{ mine }}', "parts/cover.md.j2")
    assert run("templates", "check", own).exit_code == 0


@pytest.mark.slow
def test_a_folder_that_is_not_there_or_not_utf_8(tmp_path):
    assert run("templates", "check", tmp_path / "nowhere").exit_code == 2
    assert run("templates", "check", tmp_path).exit_code == 1  # nothing in it
    (tmp_path / "draft.md.j2").write_bytes(b"\xff\xfe")
    assert run("templates", "check", tmp_path).exit_code == 1
    assert drafted(tmp_path).exit_code == 2


@pytest.mark.slow
def test_the_originals_can_be_had_and_are_without_fault(tmp_path):
    target = tmp_path / "mine"
    assert run("templates", "copy", target).exit_code == 0
    assert (target / "parts" / "glance.md.j2").is_file()
    assert run("templates", "check", target).exit_code == 0
    assert run("templates", "copy", target).exit_code == 2


@pytest.mark.parametrize(
    ("name", "text", "outside"),
    [
        ("parts/budgets.md.j2", "x", "parts budgets"),
        ("draft.md.j2", "{{ projekt }}", "draft projekt project"),
        ("draft.md.j2", '{% include "none.j2" %}', "draft none"),
        ("none.txt", "x", "none draft css theme typ"),
    ],
)
def test_faults_of_a_folder_are_told_in_the_spoken_language(folder, monkeypatch, name, text, outside):
    own = folder(text, name)
    with speaking_pseudo(monkeypatch):
        found = faults(own)
    assert found
    for line in found:
        assert "⟦" in line
        assert left_in_english(line.removeprefix(str(own)), f"{own} {outside} html") == []


@pytest.mark.slow
def test_a_template_says_texts_of_ours_in_the_language_of_the_draft(folder):
    made = folder('{{ _("Partnership") }}, {{ tell("{n} {n:month|months}", n=3) }}\n')
    assert without_seal(drafted(made).stdout).strip() == "Partnership, 3 months"
    german = run("draft", EXAMPLE, "--templates", made, "--labels", "de")
    assert without_seal(german.stdout).strip() == "Partnerschaft, 3 Monate"
    # What the command itself says stays in the language of the user.
    assert "closed on" in german.stderr


def test_labels_in_a_language_that_is_not_there_are_refused():
    refused = run("draft", EXAMPLE, "--labels", "zz")
    assert refused.exit_code == 2
    assert "there is no language `zz` here" in refused.stderr


def test_what_is_wrong_is_said_in_the_language_of_the_user_and_not_in_that_of_the_labels():
    refused = run("draft", EXAMPLE, "--labels", "de", "--partner", "nobody-here")
    assert refused.exit_code == 2
    assert "there is no organisation nobody-here; choose one of" in " ".join(refused.stderr.split())
    asked = run("--lang", "de", "draft", EXAMPLE, "--labels", "en", "--partner", "nobody-here")
    assert "there is no organisation" not in asked.stderr
