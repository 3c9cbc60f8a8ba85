"""Many processors give the same; and what proposals have to do with each other."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from generated import proposals
from steps import until
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import err, out
from erasmus_cli.guide.loader import available, open_edition

MEMBERS = [
    {"id": "a", "role": "applicant", "name": "Harbour Works", "country": "BE", "oid": "E10000001"},
    {"id": "b", "role": "partner", "name": "Rivi\u00e8re", "country": "FR"},
    {"id": "c", "role": "partner", "name": "Fjord School", "country": "NO"},
]
PLAN = {"call": 2026, "action": "small-scale-partnership", "field": "vet", "round": 1, "agency": "BE02"}
CAP = open_edition(2025, "cooperation-partnership").application_cap.applications


@pytest.fixture(scope="module")
def lines():
    """Many proposals, one a line."""
    return [json.dumps(made.data) for made in proposals(110)]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder as working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(made):
    Path("a.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in made), "utf-8")


def portfolio(*made, code=None):
    """What is found among these proposals."""
    written(made)
    run = CliRunner().invoke(app, ["check", "a.jsonl", "--portfolio", "--format", "json"])
    assert code is None or run.exit_code == code, run.stderr
    data = json.loads(run.stdout)
    assert data["number"] + len(data["not_compared"]) == len(made)
    return data["findings"]


def kinds(findings):
    return [one["kind"] for one in findings]


def alone(number):
    """A consortium of its own."""
    return [
        {"id": "a", "role": "applicant", "name": f"School {number}", "country": "BE"},
        {"id": "b", "role": "partner", "name": f"Workshop {number}", "country": "FR"},
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["jsonl", "csv", "json", "html"])
def test_two_processes_write_what_one_writes(lines, form):
    Path("a.jsonl").write_text("\n".join([*lines[:60], "no proposal", *lines[60:]]), "utf-8")
    options = ["check", "a.jsonl", "--on", "2026-01-01", "--format", form]
    one = CliRunner().invoke(app, [*options, "--jobs", "1", "-o", "1.out"])
    two = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *options, "--jobs", "2", "-o", "2.out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert one.exit_code == two.returncode == 2, two.stderr
    for said in (one.stderr, two.stderr):
        assert said.startswith("a.jsonl:61: ")
    assert Path("1.out").read_bytes() == Path("2.out").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
@pytest.mark.usefixtures("here")
def test_ctrl_c_ends_all_processes(lines):
    Path("a.jsonl").write_text("\n".join(lines * 100), "utf-8")
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "from erasmus_cli.__main__ import main\nif __name__ == '__main__': main()\n"
    Path("run.py").write_text(program, "utf-8")
    command = [sys.executable, "run.py", "check", "a.jsonl", "-o", "o.jsonl", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        for _ in until(Path("o.jsonl"), 20_000):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=300)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert Path("o.jsonl").read_text("utf-8").endswith("\n")


@pytest.mark.usefixtures("here")
def test_one_organisation_is_in_too_many_of_one_deadline():
    plan = {"call": 2025, "action": "cooperation-partnership", "field": "vet", "round": 1}
    shared = {"id": "c", "role": "partner", "country": "NO"}
    known = [{"name": "Fjord School"}, {"name": "FJORD  SCHOOL", "pic": "900000001"}, {"pic": "900000001"}]
    made = [
        {**plan, "organisations": [*alone(number), {**shared, **known[number % 3]}]}
        for number in range(CAP + 1)
    ]
    (found,) = portfolio(*made, code=1)
    assert (found["kind"], found["severity"]) == ("applications", "error")
    assert (
        f"is in {CAP + 1} proposals of 2025/cooperation-partnership, round 1, {CAP} allowed"
        in found["message"]
    )
    assert found["proposals"] == [f"a.jsonl:{line}" for line in range(1, CAP + 2)]
    assert "Programme Guide 2025" in found["source"]
    assert portfolio(*made[:-1]) == []
    assert portfolio(*made[:-1], {**made[-1], "call": 2026}) == []


@pytest.mark.usefixtures("here")
def test_an_organisation_applies_once():
    made = [{**PLAN, "organisations": [MEMBERS[0], alone(number)[1]]} for number in range(2)]
    assert kinds(portfolio(*made, code=1)) == ["applicant"]
    made[1]["organisations"] = [{**MEMBERS[0], "role": "partner"}, {**alone(1)[0]}]
    assert portfolio(*made) == []


_NAMED = {"id": "c", "role": "applicant", "name": "Primary School No 1", "country": "PL"}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({}, {"country": "PT"}, False),
        ({"city": "Gdańsk"}, {"city": "Kraków"}, False),
        ({"city": "Gdańsk"}, {"city": "GDANSK"}, True),
        ({"city": "Gdańsk"}, {}, True),
        ({"city": "Gdańsk"}, {"country": None}, True),
        ({"oid": "E10000001"}, {}, True),
        ({"oid": "E10000001"}, {"oid": "E10000002"}, False),
        ({"oid": "E10000001"}, {"pic": "900000001"}, True),
        ({"oid": "E10000001"}, {"oid": "E10000001", "country": "PT", "name": "Another name"}, True),
    ],
)
def test_a_name_makes_two_the_same_where_nothing_speaks_against_it(first, second, same):
    made = [
        {**PLAN, "organisations": [{**_NAMED, **one}, alone(number)[1]]}
        for number, one in enumerate((first, second))
    ]
    assert kinds(portfolio(*made, code=None)) == (["applicant"] if same else [])


@pytest.mark.usefixtures("here")
def test_one_without_a_city_is_none_of_two_namesakes():
    cities = ({"city": "Gdańsk"}, {"city": "Kraków"}, {})
    made = [
        {**PLAN, "organisations": [{**_NAMED, **one}, alone(number)[1]]} for number, one in enumerate(cities)
    ]
    assert portfolio(*made) == []


@pytest.mark.usefixtures("here")
def test_one_consortium_twice_and_before_two_agencies():
    turned = [
        {**MEMBERS[1], "role": "applicant", "name": "riviere"},
        {**MEMBERS[0], "role": "partner"},
        MEMBERS[2],
    ]
    first = {**PLAN, "organisations": MEMBERS}
    assert kinds(portfolio(first, {**PLAN, "organisations": turned})) == ["consortium"]
    (found,) = portfolio(first, {**PLAN, "agency": "FR01", "organisations": turned})
    assert found["kind"] == "agencies"
    assert "BE02, FR01" in found["message"]
    assert "Programme Guide 2026, Part C" in found["source"]
    assert portfolio(first, {**PLAN, "organisations": [*turned, alone(1)[1]]}) == []


@pytest.mark.usefixtures("here")
def test_titles_and_answers_that_are_much_the_same():
    text = " ".join(f"word{number}" for number in range(60))
    near, far = text.replace("word30", "other"), " ".join(f"else{number}" for number in range(60))
    one, two, three = (
        {**PLAN, "title": title, "organisations": alone(number), "answers": {"a": answer}}
        for number, (title, answer) in enumerate(
            [("Bread and Water for All", text), ("Bread and water for all!", near), ("Stone", far)]
        )
    )
    assert kinds(portfolio(one, two)) == ["title", "answers"]
    assert portfolio(one, three) == []
    assert portfolio(one, {**two, "call": 2025}) == []


def test_every_edition_leaves_similar_applications_to_assessors_by_the_same_key():
    for call, action in available():
        judged = open_edition(call, action).assessor
        assert [key for key, one in judged.items() if one.title.startswith("Similar applic")] == ["AS-12"]


@pytest.mark.usefixtures("here")
def test_many_that_are_not_compared_are_counted():
    written([{"title": f"Idea {number}"} for number in range(12)])
    run = CliRunner().invoke(app, ["check", "a.jsonl", "--portfolio"], env={"COLUMNS": "300"})
    assert "a.jsonl:1, a.jsonl:2," in run.stdout
    assert "a.jsonl:10 and 2 more\n" in run.stdout


@pytest.mark.usefixtures("here")
def test_it_is_told_on_the_screen_and_what_is_not_compared_is_named():
    written([{**PLAN, "organisations": MEMBERS}, {**PLAN, "organisations": MEMBERS}, {"title": "An idea"}])
    for console in (out, err):
        console.cache_clear()
    run = CliRunner().invoke(app, ["check", "a.jsonl", "--portfolio"], env={"COLUMNS": "80"})
    for console in (out, err):
        console.cache_clear()
    assert "a.jsonl:1" in run.stdout
    assert "the same organisations are in each of these proposals" in " ".join(run.stdout.split())
    assert "Not compared, as call and action are not known: a.jsonl:3" in run.stdout
    assert run.stdout.index("UNDECIDED") < run.stdout.index("Portfolio of 2 proposals")
