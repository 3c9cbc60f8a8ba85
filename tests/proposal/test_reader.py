"""Reading and writing proposal files: what is refused, in which words and where; what a save keeps."""

import contextlib
import errno
import json
import math
import os
import stat
import sys
import tempfile
import unicodedata
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from erasmus_cli.proposal import reader
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load, parse
from erasmus_cli.proposal.writer import write_text
from erasmus_cli.proposal.yaml_writer import dump

NAME = "proposal.yaml"
INTERNALS = ("Traceback", "Error(", "sys.", "int()", "codec", "ordereddict", "CommentedMap", "arg not in")


def on_one_line(text):
    """Whether the text neither breaks the line nor moves the cursor of a terminal."""
    return not any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text)


def refused(text):
    """The only line that the refusal of the text has."""
    with pytest.raises(UnreadableProposalError) as caught:
        parse(text, NAME)
    lines = caught.value.lines()
    assert len(lines) == 1, lines
    assert on_one_line(lines[0]), ascii(lines[0])
    assert not any(word in lines[0] for word in INTERNALS), lines[0]
    return lines[0]


def save(file, data):
    write_text(file, dump(data))


def only_problem(error):
    assert len(error.value.problems) == 1
    return error.value.problems[0]


# What is refused, where, and with which hint

IN_FIRST = "(in `organisations`, entry 1)"
BY_HAND = "year-month-day, such as 2016-09-01"
MOMENT = "2016-03-31T11:00"

COMMA = "1:14" if sys.version_info >= (3, 13) else "1:15"
"""Where a comma too many is told: from Python 3.13 on at the comma itself."""

PROBLEMS = {
    # YAML
    "a bracket not closed": ("call: 2016\nfield: [school\nmonths: 3\n", "3:7", "not YAML", None),
    "a colon in text": ("title: One: two\n", "1:11", "mapping values", "in quotes"),
    "a quote not closed": ('call: 2016\ntitle: "abc\n', "3:1", "not YAML", None),
    "a reserved character": ("title: @home\n", "1:8", "cannot start any token", "in quotes"),
    "a wrong indent": ("call: 2016\n  field: vet\n", "2:8", "not YAML", None),
    "a tab as indent": ("call: 2016\npriorities:\n\tmain: a\n", "3:1", "cannot start", "indent with spaces"),
    "an unknown escape": ('title: "a\\qb"\n', "1:10", "escape", None),
    "an alias of nothing": ("call: *x\n", "1:7", "undefined alias", None),
    "a key twice": ("call: 2016\nmonths: 24\ncall: 2017\n", "3:1", "duplicate key", "each key stands once"),
    "a nested key twice": ("priorities:\n  main: a\n  main: b\n", "3:3", "duplicate key", "once"),
    "two documents": ("call: 2016\n---\ncall: 2017\n", "2:1", "more than one", None),
    "a control character": ('call: 2016\ntitle: "a\x01b"\n', "2:", "control character", None),
    # keys
    "a misspelt key": ("call: 2016\nmonhts: 24\n", "2:1", "no key `monhts`", "did you mean `months`?"),
    "a misspelt nested key": (
        "organisations:\n  - id: a\n    contry: BE\n",
        "3:5",
        f"no key `contry` {IN_FIRST}",
        "did you mean `country`?",
    ),
    "a misspelt key, deeper": (
        "outputs:\n  - id: O1\n    days:\n      - organisation: a\n        categry: teacher\n",
        "5:9",
        "no key `categry` (in `outputs`, entry 1, `days`, entry 1)",
        "did you mean `category`?",
    ),
    "an unknown key": ("call: 2016\nzzzzqq: 1\n", "2:1", "no key `zzzzqq`", None),
    "a number as key": ("call: 2016\n1: 2\n", "2:1", "no key `1`", None),
    "a truth value as key": ("call: 2016\ntrue: 2\n", "2:1", "no key `", None),
    "no space after the dash": ("organisations:\n-id: a\n", "2:1", "no key `-id`", None),
    "a missing key": (
        "meetings:\n  - participants:\n      - people: 2\n",
        "3:9",
        "`organisation` (in `meetings`, entry 1, `participants`, entry 1) is needed",
        None,
    ),
    "a key on two lines": ('call: 2016\n"mon\\nths": 24\n', "2:1", "no key `", None),
    "a key that moves the cursor": ('call: 2016\n"\\e[2Jmonths": 24\n', "2:1", "no key `", None),
    "a value that moves the cursor": (
        'call: 2016\nmonths: "\\e[2J"\n',
        "2:1",
        "is no length",
        "write months, such as 24, or 2 years",
    ),
    # types
    "text for a number": ("call: two\n", "1:1", "`call` must be a whole number, not `two`", None),
    "text for a length": ("months: two\n", "1:1", "`months`: `two` is no length", "such as 24, or 2 years"),
    "an amount with thousandths": (
        "lump_sum: 60000.1234\n",
        "1:1",
        "`lump_sum` has more than two decimals: `60000.1234`",
        "write digits only, such as 12500 or 12500.50",
    ),
    "a truth value for a number": ("months: true\n", "1:1", "must be a whole number, not `true`", None),
    "a decimal for a whole number": ("months: 24.5\n", "1:1", "must be a whole number, not `24.5`", None),
    "a number for text": ("title: 2016\n", "1:1", "`title` must be text, not `2016`", "put it in quotes"),
    "a truth value for text": ("title: yes\nacronym: true\n", "2:1", "not `true`", "put it in quotes"),
    "text for a truth value": (
        "organisations:\n  - newcomer: perhaps\n",
        "2:5",
        f"`newcomer` {IN_FIRST} must be true or false, not `perhaps`",
        None,
    ),
    "text for a list": (
        "organisations: many\n",
        "1:1",
        "must be a list, not `many`",
        "begin each entry with",
    ),
    "keys for a list": ("organisations: {id: a}\n", "1:1", "must be a list, not a group of keys", "`- `"),
    "text for keys": ("priorities: access\n", "1:1", "must hold keys and values, not `access`", None),
    "a list for keys": ("priorities: [access]\n", "1:1", "must hold keys and values, not a list", None),
    "a list for text": ("title: [a]\n", "1:1", "`title` must be text, not a list", None),
    "keys for text": ("title: {a: b}\n", "1:1", "`title` must be text, not a group of keys", None),
    "an answer that is a number": ("answers:\n  a.b: 1\n", "2:3", "`a.b` (in `answers`)", "in quotes"),
    "a key with a slash": ("answers:\n  a/b: 1\n", "2:3", "`a/b` (in `answers`)", "in quotes"),
    # closed lists and patterns
    "an unknown field": ("field: vets\n", "1:1", "`field` cannot be `vets`", "did you mean `vet`?"),
    "a field far off": (
        "field: 12\n",
        "1:1",
        "`field` cannot be `12`",
        "one of school, vet, higher-education",
    ),
    "a call too early": ("call: 2013\n", "1:1", "`call` cannot be below 2014: `2013`", None),
    "a call too late": ("call: 3000\n", "1:1", "`call` cannot be above 2999: `3000`", None),
    "a kind of organisation": (
        "organisations:\n  - kind: scool\n",
        "2:5",
        f"`kind` {IN_FIRST} cannot be `scool`",
        "did you mean `school`?",
    ),
    "a bell in a text": ('title: "a\\x07b"\n', "1:1", "`title`: there is a control character in it", None),
    "a word as amount, deep": (
        'work_packages: [{grants: {a: "many"}}]\n',
        "1:27",
        "`a` (in `work_packages`, entry 1, `grants`): `many` is not an amount",
        "such as 12500",
    ),
    "a handle with a space": ("organisations: [{id: a b}]\n", "1:18", "`id` (in", "letters, digits"),
    "a language nobody speaks": ("language: Elvish\n", "1:1", "`language` cannot be `Elvish`", "such as en"),
    "an agency in small letters": ("agency: be02\n", "1:1", "`agency` cannot be `be02`", "such as BE02"),
    "text without end": (f"title: {'x' * 100_001}\n", "1:1", "longer than 100000 characters", None),
    # countries
    "a country that does not exist": (
        "organisations:\n  - id: a\n    country: XX\n",
        "3:5",
        f"`country` {IN_FIRST}: there is no country `XX`",
        None,
    ),
    "a country misspelt": (
        "organisations:\n  - country: Belgum\n",
        "2:5",
        "no country `Belgum`",
        "Belgium (BE)",
    ),
    "a number as country": ("organisations:\n  - country: 32\n", "2:5", "must be text, not `32`", "quotes"),
    "an activity's country": ("activities:\n  - venue: ZZ\n", "2:5", "there is no country `ZZ`", None),
    # dates and moments
    "the 30th of February": ("start: 2016-02-30\n", "1:1", "`start`: `2016-02-30` is no day", BY_HAND),
    "the same in quotes": ('start: "2016-02-30"\n', "1:1", "`start`: `2016-02-30` is no day", BY_HAND),
    "a date as a number": ("start: 42614\n", "1:1", "`start`", BY_HAND),
    "a year as date": ("start: 2016\n", "1:1", "`start`", BY_HAND),
    "a number that is no day": ("start: 20161301\n", "1:1", "`start`", BY_HAND),
    "a date with an hour": ("start: 2016-09-01T10:00\n", "1:1", "is no day", BY_HAND),
    "a truth value as date": ("start: true\n", "1:1", "`start`", BY_HAND),
    "a list as date": ("start: [2016]\n", "1:1", "`start`", BY_HAND),
    "an hour that does not exist": ("submitted: 2016-03-31T25:00\n", "1:1", "is not a moment", MOMENT),
    "a moment as a number": ("submitted: 1459422000\n", "1:1", "`submitted`", MOMENT),
    "an offset that does not exist": ("submitted: 2016-03-31T11:00+99:00\n", "1:1", "not a moment", MOMENT),
    "a moment before all time": ("submitted: 0001-01-01T00:00+14:00\n", "1:1", "`submitted`", None),
    "a moment after all time": ("submitted: 9999-12-31T23:59-14:00\n", "1:1", "`submitted`", None),
    # amounts
    "an amount below zero": ("requested_grant: -1\n", "1:1", "cannot be below 0: `-1`", None),
    "a truth value as amount": ("requested_grant: true\n", "1:1", "an amount is a number", "such as 12500"),
    "not a number": ("requested_grant: .nan\n", "1:1", "`requested_grant`: input should be a finite", None),
    "without end": ("requested_grant: .inf\n", "1:1", "finite number", None),
    "without end, below zero": ("requested_grant: -.inf\n", "1:1", "finite number", None),
    "an exponent too large": ("requested_grant: 1e400\n", "1:1", "finite number", None),
    "a score that is no number": ("scores:\n  relevance: .nan\n", "2:3", "`relevance` (in `scores`)", None),
    "a number of 5000 digits": (f"months: {'9' * 5000}\n", "", "digits", None),
    # JSON
    "JSON without a comma": ('{"call": 2016 "field": "vet"}', "1:15", "not JSON: expecting ',' ", None),
    "JSON with a comma too many": ('{"call": 2016,}', COMMA, "not JSON", None),
    "JSON not closed": ('{"call": 2016', "1:14", "not JSON", None),
    "JSON on lines without a comma": ('{\n  "call": 2016\n  "field": "vet"\n}\n', "3:", "not ", None),
    "JSON on lines with a semicolon": ('{\n  "call": 2016;\n  "round": 1\n}\n', "2:15", "not JSON", None),
    "JSON on lines not closed": ('{\n  "call": 2016,\n  "round": 1\n', "4:1", "not ", None),
    "JSON with a wrong bracket": ('{\n  "call": 2016,\n  "round": 1]\n}\n', "3:13", "not ", None),
    "JSON twice": ('{"call": 2016}\n{"call": 2017}\n', "2:1", "not JSON", None),
    "JSON with a key twice": ('{"call": 2016, "call": 2017}', "1:16", "duplicate key", "once"),
    "JSON with a misspelt key": (
        '{\n\t"call": 2016,\n\t"monhts": 24\n}',
        "3:2",
        "no key `monhts`",
        "`months`?",
    ),
    "JSON with a wrong type, nested": (
        '{"organisations": [\n  {"id": "a"},\n  {"id": "b", "country": "XX"}\n]}',
        "3:15",
        "`country` (in `organisations`, entry 2)",
        None,
    ),
    "JSON with NaN": ('{"requested_grant": NaN}', "1:", "", None),
    "JSON without end": ('{"requested_grant": -Infinity}', "1:", "", None),
    "JSON with 5000 digits": (f'{{"months": {"9" * 5000}}}', "", "digits", None),
    "JSON with half a character": ('{"title": "\\ud800"}', "1:11", "half a character", None),
    "JSON with half a character in a country": (
        '{"organisations": [\n{"country": "\\ud800"}]}',
        "2:13",
        "half a character",
        None,
    ),
    # what programs and people write that has no place in a proposal
    "a group as key": ("? {a: b}\n: c\n", "1:3", "a key is a word or a text", None),
    "groups as keys of groups": ("? " * 20_000 + "x", "1:3", "a key is a word or a text", None),
    "a tag that does not fit": ("title: !!int One\n", "1:8", "a tag does not fit", None),
    "a merge of nothing": ("title: One\n<<: Two\n", "2:5", "groups of keys only", None),
    "hexadecimal without end": (f"months: 0x{'f' * 4000}\n", "1:9", "too many digits", None),
    "a key twice that moves the cursor": ('"\\e[2J": 1\n"\\e[2J": 2\n', "2:1", "key `[2J`", "once"),
}


@pytest.mark.parametrize(("text", "place", "message", "hint"), PROBLEMS.values(), ids=PROBLEMS)
def test_each_problem_is_one_line_with_place_and_hint(text, place, message, hint):
    line = refused(text)
    assert line.startswith(f"{NAME}:{place}" + (": " if place and place[-1] != ":" else "")), line
    assert message in line
    if hint:
        assert hint in line.split("; ", 1)[-1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (" \n\n\t\n", "the file is empty"),
        ("# only\n# comments\n", "keys and values"),
        ("---\n", "keys and values"),
        ("- call: 2016\n- call: 2017\n", "keys and values"),
        ("just text\n", "keys and values"),
        ("call:2016\n", "keys and values"),
        ("42\n", "keys and values"),
        ("[]", "keys and values"),
        ("null", "keys and values"),
    ],
)
def test_a_file_without_keys_says_how_to_begin(text, message):
    line = refused(text)
    assert message in line
    assert "erasmus new" in line or "call: 2016" in line


def test_problems_come_in_the_order_of_the_file():
    with pytest.raises(UnreadableProposalError) as caught:
        parse("monhts: 2\nfield: v\ncall: x\norganisations:\n  - country: XX\n    id: a b\n", NAME)
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (5, 5),
        (6, 5),
    ]
    assert [problem.at for problem in caught.value.problems][-1] == "/organisations/0/id"
    assert str(caught.value).count("\n") == 4


# Files that are no text, too large, or made to explode


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a picture (PNG)", None),
        (b"call: 2016\ntitle: caf\xe9\n", "not UTF-8 text", 2),
        ("call: 2016\n".encode("utf-16"), "text in UTF-16, not UTF-8 text", None),
        ("call: 2016\n".encode("utf-16-le"), "text in UTF-16, not UTF-8 text", None),
        (b"call: 2016\ntitle: a\x00b\n", "there is a NUL byte in it", 2),
        (b"\x00" * 1000, "not a text file", 1),
        (b"PK\x03\x04\x14\x00\x06\x00", "a damaged Office document", None),
        (b"", "the file is empty", None),
        (b"\xef\xbb\xbf", "the file is empty", None),
        (b"# x\n" * 600_000, "larger than 2 MB", None),
    ],
    ids=["png", "latin-1", "utf-16", "utf-16 without mark", "nul", "zeros", "zip", "empty", "mark", "large"],
)
def test_files_that_are_no_text(tmp_path, content, message, line):
    file = tmp_path / NAME
    file.write_bytes(content)
    with pytest.raises(UnreadableProposalError) as caught:
        load(file)
    problem = only_problem(caught)
    assert message in problem.message
    assert problem.line == line
    assert problem.hint
    assert str(caught.value).startswith(str(file))


def test_a_file_of_just_2_mb_is_read(tmp_path):
    file = tmp_path / NAME
    begin = b"call: 2016\n# "
    file.write_bytes(begin + b"x" * (reader.MOST_BYTES - len(begin) - 1) + b"\n")
    assert load(file).proposal.call == 2016
    with file.open("ab") as stream:
        stream.write(b"#")
    with pytest.raises(UnreadableProposalError, match="larger than 2 MB"):
        load(file)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.yaml", "no such file"),
        (".", "this is a folder"),
        ("a" * 300, "cannot be read: file name too"),
    ],
)
def test_files_that_cannot_be_opened(tmp_path, name, message):
    with pytest.raises(UnreadableProposalError, match=message):
        load(tmp_path / name)


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
EXPLOSIVE = {
    "yaml lists": "answers: " + "[" * 5000 + "]" * 5000,
    "yaml keys": "answers: " + "{a: " * 5000 + "}" * 5000,
    "yaml lists not closed": "answers: " + "[" * 100_000,
    "yaml dashes": "- " * 20_000 + "x",
    "yaml blocks": "".join(" " * level + "a:\n" for level in range(1500)),
    "yaml just too deep": "answers: " + "[" * 25 + "]" * 25,
    "json lists": '{"answers": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "json keys": '{"a": ' * 20_000 + "1" + "}" * 20_000,
    "json just too deep": '{"answers": ' + "[" * 25 + "]" * 25 + "}",
    "laughs": LAUGHS,
    "laughs as keys": LAUGHS.replace("[", "{k: [").replace("]", "]}"),
    "the file in itself": "&a\nanswers: *a\n",
    "too many values": "scores: [" + "1," * 60_000 + "1]\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", EXPLOSIVE.values(), ids=EXPLOSIVE)
def test_what_is_made_to_explode_is_refused(text):
    line = refused(text)
    assert "nested too deeply" in line or "more values" in line


@pytest.mark.parametrize(
    "text", ["organisations: &a [*a]", "answers: &a {b: *a}", "meetings: &a [{participants: *a}]"]
)
def test_an_anchor_inside_itself_is_refused(text):
    refused(text)


@pytest.mark.slow
def test_json_with_too_many_values_is_refused():
    assert "more values" in refused('{"scores": [' + "1," * 60_000 + "1]}")


def test_a_few_aliases_are_fine():
    text = "organisations:\n  - &o {id: a, country: BE}\n  - <<: *o\n    id: b\nmeetings: &m []\nevents: *m\n"
    proposal = parse(text).proposal
    assert [(member.id, member.country) for member in proposal.organisations] == [("a", "BE"), ("b", "BE")]
    assert proposal.events == ()


@pytest.mark.parametrize(
    "text",
    [
        "title: &x One\nacronym: &x Two\n",
        "%FUTURE directive\n---\ntitle: One\nacronym: Two\n",
        "%YAML 1.1\n---\ntitle: One\nacronym: Two\nrequested_grant: 1e3\n",
    ],
    ids=["an anchor twice", "an unknown directive", "YAML 1.1"],
)
def test_reading_never_warns_on_the_side(text):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        proposal = parse(text).proposal
    assert (proposal.title, proposal.acronym) == ("One", "Two")
    assert not heard


@pytest.mark.parametrize(
    "text",
    [
        "call: !!bool x",
        "call: !!int many",
        'call: !!int ""',
        "call: !!float x",
        "call: !!set [a]",
        "title: !!timestamp 2016-99-99",
    ],
)
def test_a_tag_that_does_not_fit_its_value_is_refused(text):
    refused(text)


@pytest.mark.parametrize(
    "text", ["call: !!python/object/apply:os.system [exit]", "call: !!python/name:os.system"]
)
def test_a_tag_runs_nothing(text):
    assert "a tag does not fit its value" in refused(text)


# What is accepted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("BE", "BE"),
        ("be", "BE"),
        (" be ", "BE"),
        ("EL", "GR"),
        ("el", "GR"),
        ("GR", "GR"),
        ("UK", "GB"),
        ("GB", "GB"),
        ("NO", "NO"),
        ("no", "NO"),
        ("No", "NO"),
        ("'NO'", "NO"),
        ("XK", "XK"),
        ("SX", "SX"),
    ],
)
def test_countries(written, read):
    assert parse(f"organisations: [{{country: {written}}}]").proposal.organisations[0].country == read


@pytest.mark.parametrize("written", ["20160901", "'20160901'", "2016-09-01", "1.9.2016"])
def test_a_day_without_signs_between_is_read_with_quotes_and_without(written):
    assert parse(f"start: {written}\n").proposal.start == date(2016, 9, 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("English (UK)", "en"),
        ("Deutsch (DE)", "de"),
        ("polski (pl)", "pl"),
        ("German", "de"),
        ("allemand", "de"),
        ("Almanca", "de"),
        ("İngilizce", "en"),
        ("arnavutça", "sq"),
        ("Russian", "ru"),
        ("русский", "ru"),
    ],
)
def test_languages_by_code_and_by_name(written, read):
    assert parse(f"language: {written}\n").proposal.language == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016-09-01", date(2016, 9, 1)),
        ("'2016-09-01'", date(2016, 9, 1)),
        ('"2016-02-29"', date(2016, 2, 29)),
        ("", None),
        ("~", None),
    ],
)
def test_dates(written, read):
    assert parse(f"start: {written}\n").proposal.start == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2016-03-31T11:00", "2016-03-31T11:00"),
        ("'2016-03-31T11:00'", "2016-03-31T11:00"),
        ("2016-03-31 11:00:30", "2016-03-31T11:00:30"),
        ("2016-03-31T09:59:59Z", "2016-03-31T11:59:59"),
        ("2016-03-31T10:00+00:00", "2016-03-31T12:00"),
        ("2016-03-31T13:00+03:00", "2016-03-31T12:00"),
        ("2016-03-31T06:00-04:00", "2016-03-31T12:00"),
        ("2016-02-02T10:59Z", "2016-02-02T11:59"),
        ("2016-03-27T00:59Z", "2016-03-27T01:59"),
        ("2016-03-27T01:00Z", "2016-03-27T03:00"),
        ("2016-03-31T23:30-01:00", "2016-04-01T02:30"),
    ],
)
def test_moments_are_brussels_time(written, read):
    assert parse(f"submitted: {written}\n").proposal.submitted == datetime.fromisoformat(read)


@pytest.mark.parametrize(
    ("written", "read"),
    [("0", 0), ("12500", 12500), ("12500.50", Decimal("12500.50")), ("0.1", Decimal("0.1")), ("1e3", 1000)],
)
def test_amounts(written, read):
    assert parse(f"requested_grant: {written}\n").proposal.requested_grant == read


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("true", True),
        ("false", False),
        ("yes", True),
        ("no", False),
        ("No", False),
        ("'false'", False),
        ("29853-IC-1-2007-1-BE-ERASMUS-EUCX-1", True),
    ],
)
def test_a_charter_that_is_not_there_is_never_taken_for_a_code(written, held):
    # In YAML 1.2 `no` is text: as a code it would pass for a charter.
    assert bool(parse(f"organisations: [{{eche: {written}}}]").proposal.organisations[0].eche) is held


@pytest.mark.parametrize(
    "text",
    [
        "call: 2016\nfield: vet\nround: 1\n",
        "call:\t2016\nfield: vet\t# tab\nround: 1\n",
        "call: # beside the key\n  2016\n\nfield: vet\nround:\n  # above\n  1\n",
        "\ufeffcall: 2016\nfield: vet\nround: 1\n",
        "call: 2016\r\nfield: vet\r\nround: 1\r\n",
        "%YAML 1.2\n---\ncall: 2016\nfield: vet\nround: 1\n...\n",
        "{call: 2016, field: vet, round: 1}\n",
        "{ call: 2016,\n  field: vet,\n  round: 1 }\n",
        "  {call: 2016, field: vet, round: 1}  # flow\n",
        '{"call": 2016, "field": "vet", "round": 1}',
        '\ufeff{"call": 2016, "field": "vet", "round": 1}',
        '{\r\n\t"call":\t2016,\r\n\t"field": "vet",\r\n\t"round": 1\r\n}\r\n',
        '\n\n  {"field": "v\\u0065t",\n"round": 1, "call": 2016}\n\n',
    ],
)
def test_one_proposal_in_many_spellings(text, tmp_path):
    file = tmp_path / NAME
    file.write_text(text, encoding="utf-8", newline="")
    assert load(file).proposal == Proposal(call=2016, field="vet", round=1)
    assert parse(text).proposal == Proposal(call=2016, field="vet", round=1)


@pytest.mark.parametrize(
    "title", ["Café Ωμέγα", "tab\tline\nbreak", 'quote " and \\ud83d', "\U0001f600 beyond"]
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_text_is_read_as_it_is_meant(title, ascii_only):
    text = json.dumps({"title": title}, ensure_ascii=ascii_only)
    assert parse(text).proposal.title == title


def test_keys_that_read_alike_do_not_swallow_each_other():
    assert "1" in refused('answers: {1: one, "1": another}\n')


# Places

YAML = """\
# comment
call: 2016
organisations:
  - id: a
    country: BE
  # between
  -   country: NO
      id: b
answers:
  a/b: |
    text
  "c~d": text
priorities: {main: vet/access, others: [x, y]}
"""
JSON = """\
{"call": 2016,
 "organisations": [
\t{"id": "a", "country": "BE"},
\t{"id": "b"}],
 "answers": {"a/b": ""}}
"""


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        (YAML, "/call", (2, 1)),
        (YAML, "/organisations", (3, 1)),
        (YAML, "/organisations/0", (4, 5)),
        (YAML, "/organisations/0/country", (5, 5)),
        (YAML, "/organisations/1/country", (7, 7)),
        (YAML, "/organisations/1/id", (8, 7)),
        (YAML, "/organisations/1/name", (7, 7)),
        (YAML, "/organisations/2/name", (3, 1)),
        (YAML, "/answers/a~1b", (10, 3)),
        (YAML, "/answers/c~0d", (12, 3)),
        (YAML, "/answers/none", (9, 1)),
        (YAML, "/priorities/main", (13, 14)),
        (YAML, "/priorities/others/1", (13, 44)),
        (YAML, "/months", None),
        (YAML, "", None),
        (JSON, "/call", (1, 2)),
        (JSON, "/organisations", (2, 2)),
        (JSON, "/organisations/0/country", (3, 14)),
        (JSON, "/organisations/1/id", (4, 3)),
        (JSON, "/organisations/1/country", (4, 2)),
        (JSON, "/answers/a~1b", (5, 14)),
    ],
)
def test_places_of_pointers(text, at, place):
    assert parse(text).place(at) == place


# Saving


def failing(number):
    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return fail


class FullStream:
    """A file on a full disk: takes nothing."""

    def __init__(self, handle, *_args, **_kwargs):
        self.handle = handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.handle)

    write = staticmethod(failing(errno.ENOSPC))


@pytest.mark.parametrize(
    ("owner", "name", "replacement"),
    [
        (os, "fsync", failing(errno.EIO)),
        (os, "fdopen", FullStream),
        (Path, "replace", failing(errno.EACCES)),
        (Path, "chmod", failing(errno.EPERM)),
        (tempfile, "mkstemp", failing(errno.EROFS)),
    ],
    ids=["fsync", "full disk", "replace", "chmod", "read-only"],
)
def test_a_failing_save_leaves_the_old_file_whole(tmp_path, monkeypatch, owner, name, replacement):
    file = tmp_path / NAME
    file.write_text("call: 2015\n", encoding="utf-8")
    monkeypatch.setattr(owner, name, replacement)
    with pytest.raises(OSError, match=r"\[Errno"):
        save(file, {"call": 2016})
    monkeypatch.undo()
    assert file.read_text("utf-8") == "call: 2015\n"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interrupted_save_leaves_the_old_file_whole(tmp_path, monkeypatch, error):
    def interrupted(*_):
        raise error

    file = tmp_path / NAME
    file.write_text("call: 2015\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(error):
        save(file, {"call": 2016})
    assert file.read_text("utf-8") == "call: 2015\n"
    assert list(tmp_path.iterdir()) == [file]


def test_text_that_no_file_can_hold_leaves_the_old_file_whole(tmp_path):
    file = tmp_path / NAME
    file.write_text("call: 2015\n", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_text(file, "half a character: \ud800\n")
    assert file.read_text("utf-8") == "call: 2015\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_save_is_on_disk_before_it_takes_the_name(tmp_path, monkeypatch):
    order = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append(self.parent), replace(self, to)))
    save(tmp_path / NAME, {"call": 2016})
    assert order == ["fsync", tmp_path.resolve()]


def test_a_save_into_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        save(tmp_path / "none" / NAME, {"call": 2016})


needs_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_permissions_are_kept(tmp_path, mode):
    file = tmp_path / NAME
    file.write_text("call: 2015\n", encoding="utf-8")
    file.chmod(mode)
    save(file, {"call": 2016})
    assert stat.S_IMODE(file.stat().st_mode) == mode


@needs_posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_gets_the_usual_permissions(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        save(tmp_path / NAME, {"call": 2016})
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == mode


@needs_posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_keeps_pointing_where_it_pointed(tmp_path, exists):
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / NAME, tmp_path / "link.yaml"
    if exists:
        target.write_text("call: 2015\n", encoding="utf-8")
    link.symlink_to(Path("real") / NAME)
    save(link, {"call": 2016})
    assert link.is_symlink()
    assert link.readlink() == Path("real") / NAME
    assert target.read_text("utf-8") == "call: 2016\n"
    assert sorted(tmp_path.rglob("*")) == sorted([tmp_path / "real", target, link])


# Properties

KEYS = st.sampled_from(sorted(Proposal.model_fields)) | st.text(max_size=12)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=30)
    | st.dates().map(str)
    | st.datetimes(timezones=st.none() | st.timezones()).map(datetime.isoformat)
    | st.sampled_from(
        ["NO", "vet", "applicant", "a", "{{ x }}", "&a", "*a", "- ", ": ", "#", "!!int", "\x85"]
    )
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MARKS = st.text(
    st.sampled_from("abcall: 2016\n\t-[]{},?&*!|>'\"%@`#~<=.0\\\r\ufeff\x85\u2028é😀"), max_size=60
)


def read_or_refuse(text):
    """Reads any text: what is refused has lines, what is read can be written and read again."""
    document, lines = None, [NAME]
    try:
        document = parse(text, NAME)
    except UnreadableProposalError as error:
        lines = error.lines()
    assert lines
    assert all(line.startswith(NAME) and on_one_line(line) for line in lines), lines
    if document:
        written = dump(document.data)
        again = parse(written, NAME)
        assert again.proposal == document.proposal
        assert dump(again.data) == written


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=250)
@given(
    junk=st.dictionaries(KEYS, JUNK, max_size=6) | JUNK,
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
@example(junk={"requested_grant": math.nan, "scores": {"a": math.inf}}, ascii_only=True, indent=None)
@example(junk={"organisations": {"0": {"country": []}}}, ascii_only=True, indent=1)
@example(junk={"submitted": "0001-01-01T00:00:00+14:00"}, ascii_only=True, indent=None)
def test_no_json_is_too_strange(junk, ascii_only, indent):
    read_or_refuse(json.dumps(junk, ensure_ascii=ascii_only, indent=indent))


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=250)
@given(st.dictionaries(KEYS, JUNK, max_size=6) | JUNK)
@example({"answers": {"a": " \n x\t\n\n"}})
def test_no_yaml_is_too_strange(junk):
    read_or_refuse(dump(junk))


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=400)
@given(MARKS | st.text(max_size=60) | MARKS.map("call: ".__add__))
def test_no_text_is_too_strange(text):
    read_or_refuse(text)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.binary(max_size=80) | MARKS.map(lambda text: text.encode("utf-16")))
def test_no_bytes_are_too_strange(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(content)
    with contextlib.suppress(UnreadableProposalError):
        load(file)


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t \"'#:-|>"), max_size=300
)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    title=WORDS,
    answers=st.dictionaries(
        st.text(st.characters(categories=["L", "N", "P"]), max_size=20), WORDS, max_size=4
    ),
    grant=st.decimals(0, 10**6, places=2),
    start=st.dates(),
    countries=st.lists(st.sampled_from(["NO", "EL", "UK", "BE"]), max_size=4),
)
def test_what_is_written_is_what_is_read(title, answers, grant, start, countries):
    data = {
        "title": title,
        "answers": answers,
        "requested_grant": float(grant),
        "start": start.isoformat(),
        "organisations": [{"country": country, "name": title} for country in countries],
    }
    assert parse(dump(data)).proposal == Proposal.model_validate(data)
    assert parse(json.dumps(data, ensure_ascii=False)).proposal == Proposal.model_validate(data)


@pytest.mark.parametrize(
    ("code", "action", "field", "shape"),
    [
        ("KA220", "cooperation-partnership", None, None),
        ("KA220-HED", "cooperation-partnership", "higher-education", None),
        ("ka210-SCH", "small-scale-partnership", "school", None),
        ("KA210-YOU", "small-scale-partnership", "youth", None),
        ("KA203", "strategic-partnership", "higher-education", None),
        ("KA229", "strategic-partnership", "school", "school-exchange"),
        ("KA226-VET", "strategic-partnership", "vet", "digital-education"),
        ("KA240-SCH", "school-development-partnership", "school", None),
        ("ERASMUS-SPORT-2025-SSCP", "small-scale-partnership", "sport", None),
    ],
)
def test_the_code_of_a_form_says_action_field_and_format(code, action, field, shape):
    proposal = parse(f"call: 2026\naction: {code}\n").proposal
    assert (proposal.action, proposal.field, proposal.format) == (action, field, shape)


def test_the_code_of_a_form_may_not_contradict_the_field():
    line = refused("action: KA210-ADU\nfield: vet\n")
    assert line.startswith(
        f"{NAME}:1:1: `action`: `KA210-ADU` is for field `adult`, and `field` says `vet`; "
    )
    assert parse("action: KA210-ADU\nfield: Adult Education\n").proposal.field == "adult"
    assert "KA201-VET" in refused("action: KA201-VET\n")


def test_of_very_many_problems_the_first_are_told_and_the_rest_counted():
    keys = "".join(f"keyx{number}: 1\n" for number in range(130))
    with pytest.raises(UnreadableProposalError) as caught:
        parse(f"call: 2026\n{keys}", NAME)
    told = caught.value.lines()
    assert len(told) == 101
    assert told[0].startswith(f"{NAME}:2:1: there is no key `keyx0`")
    assert told[-1] == f"{NAME}: 30 more problems are not told; mend these first"
    with pytest.raises(UnreadableProposalError) as caught:
        parse("call: 2026\n" + keys.partition("keyx100:")[0], NAME)
    assert len(caught.value.lines()) == 100
