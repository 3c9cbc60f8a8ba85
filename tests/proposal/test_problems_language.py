"""What is wrong with a file is said in the language that is spoken; what the file says stays as it is."""

from pathlib import Path

import pytest
from pseudo import left_in_english, speaking_pseudo

from erasmus_cli.proposal import locks
from erasmus_cli.proposal.cards import CardError, Cards
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.reader import load, parse, read_bytes
from erasmus_cli.proposal.writer import ChangedMeanwhileError, write_text

FAULTS = """\
call: 2026.5
titel: x
months: many
requested_grant: 8.000
field: education
action: nothing
agency: x
language: x1
submitted: 2026-03-05 25:00
start: 2026-02-31
end_date: 2026-02-31
priorities: []
topics: x
scores: {impact: "3"}
organisations:
  - {id: "a b", country: Atlantis, kind: college, role: x, newcomer: maybe, coordinates: [95, 3], eche: soon}
  - {country: Franec, applications: -1, coordinates: [north]}
  - text
answers: {a.b: {c: 1}}
activities: [{id: "p2\u200b"}]
"""
NOT_PROPOSALS = {
    "empty": b"",
    "list": b"- a\n",
    "colon": b"title: a: b\n",
    "tab": b"title:\n\t- a\n",
    "twice": b"call: 2026\ncall: 2026\n",
    "json": b'{"call": }',
    "json twice": b'{"call": 1, "call": 2}',
    "alias": b"a: *b\n",
    "two": b"a: 1\n---\nb: 2\n",
    "tag": b"a: !!int x\n",
    "control": b"a: \x01\n",
    "nul": b"a: \x00\n",
    "latin": b"a: \xe9\n",
    "utf-16": "call: 2026\n".encode("utf-16"),
    "deep": b"[" * 40 + b"]" * 40,
    "pdf": b"%PDF-1.7",
    "rtf": b"{\\rtf1",
    "picture": b"\x89PNG\r\n\x1a\n",
    "web page": b"<html>",
    "table": b"a;b;c\n1;2;3\n4;5;6\n",
    "large": b"a: " + b"b" * 2_000_001,
}
THEIRS = "XLSX DOCX Markdown PDF RTF PNG HTML CSV UTF NUL YAML JSON XML MB"
"""Names of formats and of a piece of a text, which are the same everywhere."""
PARSERS = (
    "block mapping expected but found start did not the values are allowed this context character cannot any"
)
PARSERS += " token while scanning that document end undefined alias expecting value"
"""What libraries say of YAML and JSON, which has no other language."""


@pytest.fixture
def pseudo(monkeypatch):
    with speaking_pseudo(monkeypatch):
        yield


def told(error):
    return "\n".join(error.lines())


@pytest.mark.usefixtures("pseudo")
def test_faults_of_values_have_no_english_word():
    with pytest.raises(UnreadableProposalError) as caught:
        parse(FAULTS, "f.yaml")
    lines = told(caught.value).split("\n")
    words = "adult vet higher education school provider institution France letters f yaml zero width space"
    explained = "cooperation small scale partnership strategic development knowledge alliance sector skills"
    roles = "applicant partner affiliated associated"
    for line in lines:
        assert "⟦" in line, line
        assert left_in_english(line, f"{FAULTS} {words} {explained} {roles} id title country pattern") == []
    assert len(lines) > 15


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("name", NOT_PROPOSALS)
def test_a_file_that_is_none_has_no_english_word(name):
    with pytest.raises(UnreadableProposalError) as caught:
        read_bytes(NOT_PROPOSALS[name], "f.yaml")
    assert "⟦" in told(caught.value)
    theirs = PARSERS if name in ("colon", "tab", "alias", "json") else ""
    assert left_in_english(told(caught.value), f"yaml call {THEIRS} {theirs}") == []


@pytest.mark.usefixtures("pseudo")
def test_a_file_that_is_not_there_or_changed_or_in_use_is_told(tmp_path):
    with pytest.raises(UnreadableProposalError) as caught:
        load(tmp_path / "none.yaml")
    said = [told(caught.value), str(locks.InUseError(Path("none.yaml")))]
    with pytest.raises(ChangedMeanwhileError) as changed:
        write_text(tmp_path / "new.yaml", "a: 1", read="b: 1")
    said.append(str(changed.value))
    with pytest.raises(CardError) as card:
        Cards(tmp_path).read("porto")
    said.append(str(card.value))
    with pytest.raises(CardError) as bad:
        Cards(tmp_path).path("a b")
    said.append(str(bad.value))
    for line in said:
        assert "⟦" in line
        assert left_in_english(line, f"{tmp_path} none new porto yaml test") == []
