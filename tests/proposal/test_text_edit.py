"""Edits of a proposal's text: what is meant is there, and nothing else has moved."""

import json
import re

import pytest
from folders import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver
from yaml import BaseLoader

from erasmus_cli.pointers import parent, parts, pointer
from erasmus_cli.proposal import editing, yaml_reader
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.nodes import copied, place_of
from erasmus_cli.proposal.parsing import MARK, compose, parse_mapping
from erasmus_cli.proposal.text_edit import NoPlaceError, edited
from erasmus_cli.proposal.yaml_writer import dump

EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
KEPT = """\
# our proposal

call: 2016   # the call
field: vet
title: "Quoted 'title'"
acronym: 'AB'
start: 2016-09-01
submitted: "2016-03-30T11:00"

# the consortium
organisations:
  - id: b   # second letter first
    country: NO
    # between
  - {id: a, country: EL}
requested_grant: 12500.50
months: 24
answers:
  z.last: |
    Line one

      indented
  a.first: >
    folded text
    goes on
  quoted: "a: b # c"
# the end
"""

DOCUMENTS = {
    "kept": KEPT,
    "other indents": "organisations:\n- id: a\n  name: b\n- id: c\nanswers:\n     x: y\n",
    "long lines": f"title: {'word ' * 60}\nacronym: '{'word ' * 60}'\n",
    "long quoted lines": f'answers:\n  a: "{"x" * 300}  y\\n {"z" * 99}"\n',
    "long key": f"answers:\n  {'k' * 150}: v\n",
    "folded": f"answers:\n  a: >-\n    {'long ' * 50}\n    b\n\n      deeper\n    last\n  # after\n  b: x\n",
    "quoted lines": 'answers:\n  a: "one\n    two\n\n    three"\n',
    "blocks": "answers:\n  a: |+\n    x\n\n\n  b: |-\n    y\n  c: |2\n      z\n",
    "spaces in blocks": "answers:\n  d: |\n    trailing   \n    tab\there\n    \n    end\n",
    "comments": "call: 2016\n\n\n# one\n\norganisations: # all\n  - # first\n    id: a\n    # c1\n  # c2\n",
    "comments after blocks": "answers:\n  a: |\n    x\n  # after\n  b: >\n    y\n\n# next\nround: 1\n# end\n",
    "anchors": "organisations:\n  - &o {id: a, country: BE}\n  - <<: *o\n    id: b\n",
    "empty values": "title:\nacronym: ~\nlanguage: null\norganisations: []\nanswers: {}\n",
    "numbers": "scores: {a: 24.50, b: 1_000, c: 0.1, d: 12500.00, e: 1.0e+3, f: .5}\nmonths: 0o10\n",
    "truth values": "organisations:\n  - newcomer: True\n    public_body: FALSE\n",
    "no line end": "call: 2016",
    "document marks": "%YAML 1.2\n---\n# c\ncall: 2016\n...\n",
    "byte order mark": "\ufeffcall: 2016\n# c\n",
    "windows": "# x\r\ncall: 2016  # y\r\nanswers:\r\n  a: |\r\n    one\r\n    two\r\n",
    "letters": 'title: "\\U0001F600 é \\t"\nacronym: 😀 Ωμέγα\n',
    "json": '{"call": 2016, "title": "A: b # c", "organisations": [{"id": "a", "name": "x\\ty\\nz"}]}',
    "json on lines": '{\n\t"call": 2016,\n\t"title": "A"\n}\n',
}


DOCUMENTS["json, written by a program"] = json.dumps(
    parse_mapping(EXAMPLES[-1].read_text("utf-8"), ""), indent=2
)
DOCUMENTS["an example"] = EXAMPLES[1].read_text("utf-8")
DOCUMENTS["rare line breaks"] = "title: a\u2028b\x85c\nanswers:\n  a: |\n    one\u2029two\ufeff\n  b: x # y\n"
DOCUMENTS["comments beside keys"] = (
    "title: # working title\n  A good title  # nice\n\nmonths: 24\nanswers: # all\n\n  a: b\n"
)
ALIASES = {"anchors"}


def says(text):
    return parse_mapping(text, "")


def pointers_of(data, at=()):
    """Every place in the data but the whole."""
    if at:
        yield pointer(at)
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from pointers_of(value, (*at, key))


# One edit, to the byte


@pytest.mark.parametrize(
    ("at", "value", "before", "after"),
    [
        ("/months", 30, "months: 24\n", "months: 30\n"),
        ("/title", "It's", "\"Quoted 'title'\"", '"It\'s"'),
        ("/acronym", "C: d", "'AB'", "'C: d'"),
        ("/call", 2017, "2016   # the call", "2017   # the call"),
        (
            "/organisations/0/city",
            "Oslo",
            "    country: NO\n    # between\n",
            "    country: NO\n    city: Oslo\n    # between\n",
        ),
        ("/organisations/1/city", "Oslo", "{id: a, country: EL}", "{id: a, country: EL, city: Oslo}"),
        (
            "/organisations/2",
            {"id": "c", "name": "C"},
            "country: EL}\n",
            "country: EL}\n  - id: c\n    name: C\n",
        ),
        (
            "/organisations/0",
            None,
            "  - id: b   # second letter first\n    country: NO\n    # between\n",
            "    # between\n",
        ),
        (
            "/organisations/0/id",
            None,
            "  - id: b   # second letter first\n    country",
            "  - country",
        ),
        ("/organisations/1/id", None, "{id: a, country: EL}", "{country: EL}"),
        ("/answers/z.last", "one", "|\n    Line one\n\n      indented\n", "one\n"),
        ("/answers/a.first", "one\ntwo\n", ">\n    folded text\n    goes on\n", "|\n    one\n    two\n"),
        ("/answers/quoted", " lead\nb", '"a: b # c"\n', "|2-\n     lead\n    b\n"),
        ("/language", "en", "acronym: 'AB'\n", "acronym: 'AB'\nlanguage: en\n"),
        (
            "/priorities/main",
            "a/b",
            'T11:00"\n\n',
            'T11:00"\npriorities:\n  main: a/b\n\n',
        ),
        ("/start", None, "start: 2016-09-01\n", ""),
    ],
)
def test_an_edit_changes_its_value_and_no_other_byte(at, value, before, after):
    assert KEPT.count(before) == 1
    assert edited(KEPT, [(at, value)]) == (KEPT.replace(before, after), False)


def test_what_is_no_edit_changes_nothing():
    for text in DOCUMENTS.values():
        assert edited(text, []).text == text
        assert edited(text, [("/none", None), ("/organisations/7/none", None)]).text == text


@pytest.mark.parametrize("mark", ["", MARK])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(mark, end):
    text = mark + KEPT.replace("\n", end)
    edits = [("/answers/a.first", "one\ntwo\n"), ("/organisations/2", {"id": "c"}), ("/start", None)]
    assert edited(text, edits).text == mark + edited(KEPT, edits).text.replace("\n", end)


def test_a_new_text_is_yaml_or_what_the_name_says():
    assert edited("", [("/call", 2026), ("/title", "A: b")]).text == "call: 2026\ntitle: 'A: b'\n"
    assert edited("# ours", [("/call", 2026)]).text == "# ours\ncall: 2026\n"
    as_json = edited("", [("/call", 2026), ("/organisations/0/id", "a")], "p.json").text
    assert as_json == json.dumps({"call": 2026, "organisations": [{"id": "a"}]}, indent=2) + "\n"


def test_what_is_left_of_nothing_can_be_begun_again():
    text = edited("call: 2026 # x\n", [("/call", None)]).text
    assert edited(text, [("/call", 2027)]).text == "call: 2027\n"


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("title: One\n", "/title/0", "`title` has no place for `0`"),
        ("topics: [a]\n", "/topics/2", "`topics` has 1 entries; the next is 1"),
        ("call: 2016\n", "/topics/1", "the first entry of a list is 0"),
    ],
)
def test_a_place_that_cannot_be_says_so(text, at, reason):
    with pytest.raises(NoPlaceError) as caught:
        edited(text, [(at, "x")])
    assert (str(caught.value), caught.value.at) == (reason, at)


def test_half_a_character_is_kept_in_no_file():
    with pytest.raises(UnreadableProposalError, match="cannot be kept in the file"):
        edited("call: 2016\n", [("/title", "\ud800")])


def test_where_an_alias_has_to_be_written_out_nothing_else_moves():
    text = "organisations:\n  - &o {id: a, country: BE}\n  # the same\n  - *o\n# end\n"
    after = edited(text, [("/organisations/1/id", "b")])
    assert [one["id"] for one in says(after.text)["organisations"]] == ["a", "b"]
    assert "# the same" in after.text
    assert not after.comments_lost
    after = edited(text, [("/organisations/0/id", "b")])
    assert after.text == text.replace("*o", "{id: a, country: BE}").replace("&o {id: a", "&o {id: b")
    assert not after.comments_lost


def test_comments_inside_a_list_that_is_replaced_are_told():
    assert edited(KEPT, [("/organisations", [{"id": "z"}])]).comments_lost
    assert not edited(KEPT, [("/organisations/1", {"id": "z"})]).comments_lost


# Properties

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\t \"'#:-|>,]}&*!%@`"), max_size=40
)
SCALARS = (
    st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | TEXTS
    | st.sampled_from(
        ["NO", "true", "012", "1_0", "~", "<<", "2016-09-01", "a\nb\n", "x\n\n", "word " * 40 + "end"]
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def shared(one, other):
    """How many characters two texts have in common at their begin and end."""
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest = min(len(one), len(other)) - start
    end = next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)
    return start + end


@st.composite
def edits(draw):
    """A document, a pointer into it or beside what is there, and a value or None."""
    name = draw(st.sampled_from(sorted(DOCUMENTS)))
    data = says(DOCUMENTS[name])
    at = draw(st.sampled_from(list(pointers_of(data))))
    there = editing.get(data, at)
    if isinstance(there, dict) and draw(st.booleans()):
        at += pointer((draw(st.sampled_from(["city", "new", "a.b", "x/y~z"])),))
    elif isinstance(there, list) and draw(st.booleans()):
        at += pointer((len(there),))
    return name, at, draw(st.none() | VALUES)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=400)
@given(edits())
def test_what_is_read_again_is_what_was_meant_and_nothing_else_moved(edit):
    name, at, value = edit
    text = DOCUMENTS[name]
    meant = copied(says(text))
    there = editing.get(meant, parent(at))
    key = parts(at)[-1]
    stood = int(key) < len(there) if isinstance(there, list) else key in (there or {})
    if value is not None:
        editing.put(meant, at, copied(value))
    elif stood:
        editing.take_out(meant, at)
    after = edited(text, [(at, value)]).text
    assert repr(sorted_keys(says(after) if compose(after, "") else {})) == repr(sorted_keys(meant))
    if name in ALIASES:
        return
    if value is None:
        assert shared(text, after) >= len(after) - len("{}\n")
    else:
        assert shared(text, after) >= min(len(after), len(text) - lines_of(text, at))


def sorted_keys(value):
    """The same with keys in the order of the alphabet, so that texts of it can be compared."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(inner) for inner in value] if isinstance(value, list) else value


def dash_of(body, start):
    """Where the dash of an entry stands, of which comments may be between it and its value."""
    dash = re.search(r"- *(#[^\n]*\s*)*\Z", body[:start])
    return dash.start() if dash else start


def lines_of(text, at):
    """How many characters the lines have that the value at a pointer stands in; none if it is new."""
    body = text.removeprefix(MARK)
    node = compose(body, "")
    start = 0
    for part in parts(at):
        if node.data in (None, {}, []):
            break
        inner = node.entry(part)
        if inner is None:
            return 0
        start = node.keys[part].start if part in node.keys else dash_of(body, inner.start)
        node = inner
    end = (body.find("\n", node.end) + 1) or len(body)
    return end - body.rfind("\n", 0, start) - 1


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=150)
@given(data=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), value=VALUES, choice=st.randoms())
def test_whatever_is_written_can_be_read_and_edited(data, value, choice):
    text = dump(data)
    assert repr(sorted_keys(says(text))) == repr(sorted_keys(data))
    at = choice.choice(list(pointers_of(data)))
    meant = copied(data)
    editing.put(meant, at, copied(value))
    assert repr(sorted_keys(says(edited(text, [(at, value)]).text))) == repr(sorted_keys(meant))


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    name=st.sampled_from(sorted(DOCUMENTS)),
    values=st.lists(TEXTS, min_size=2, max_size=5),
    choice=st.randoms(),
)
def test_many_edits_at_once_are_the_same_as_one_after_the_other(name, values, choice):
    text = DOCUMENTS[name]
    texts = [at for at in pointers_of(says(text)) if isinstance(editing.get(says(text), at), str)]
    wanted = [(choice.choice(texts or ["/title"]), value) for value in values]
    one_by_one = text
    for edit in wanted:
        one_by_one = edited(one_by_one, [edit]).text
    assert says(edited(text, wanted).text) == says(one_by_one)


# Against another reader of YAML 1.2


def plain(value):
    """What ruamel.yaml read, in plain data."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    scalar = next((kind for kind in (bool, str, int, float) if isinstance(value, kind)), None)
    return scalar(value) if scalar else value


def ruamel(text):
    """The same text as ruamel.yaml reads it, dates as text."""

    class DatesAreText(VersionedResolver):
        @property
        def versioned_resolver(self):
            rules = super().versioned_resolver
            return {
                first: [rule for rule in found if "timestamp" not in rule[0]]
                for first, found in rules.items()
            }

    engine = YAML(typ="rt")
    engine.Resolver = DatesAreText
    return engine.load(text)


def ruamel_place(data, at):
    """Line and column of a pointer, from 1, as ruamel.yaml says it."""
    for part in parts(at):
        if isinstance(data, dict):
            found, data = data.lc.key(part), data[part]
        else:
            found, data = data.lc.item(int(part)), data[int(part)]
    return found[0] + 1, found[1] + 1


@pytest.mark.slow
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
@pytest.mark.parametrize("library", ["libyaml", "Python"])
def test_examples_are_read_as_another_library_reads_them(file, library, monkeypatch):
    if library == "Python":
        monkeypatch.setattr(yaml_reader, "_Parser", BaseLoader)
    text = file.read_text("utf-8")
    root, other = compose(text, ""), ruamel(text)
    assert root.data == plain(other)
    for at in pointers_of(root.data):
        assert place_of(root, at) == ruamel_place(other, at), at


WORDS = [
    word
    for row in (
        "true True TRUE tRUE yes no on off y n NO null Null ~",
        "nil 0 -0 +7 012 -012 0o17 0O17 0o8 0x1F 0xg 0b101 0b2 1_000",
        "_1 1_ + . -. 1. .5 -.5 1.5 1e3 1e+3 1.e3 1.5E-3 .5e3",
        ".5e+3 1e 1_0.5_0 .inf -.inf +.INF .Inf .nan .NaN .NAN -.nan inf nan 2016-09-01",
        "2016-09-01T10:00 12:30 12:30:45 1.2.3 <<x 0x 0o 0b 1__0 9999999999999999999",
    )
    for word in row.split()
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_means_what_it_means_to_another_library(word):
    try:
        other = plain(ruamel(f"a: {word}\n"))["a"]
    except (ValueError, IndexError):
        other = word  # a sign without digits: it says so, we take it as text
    assert repr(says(f"a: {word}\n")["a"]) == repr(other)


CODED = "call: 2026\naction: KA210-SCH # small\nmonths: 12\n"


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        (
            [("/field", "adult")],
            "call: 2026\naction: small-scale-partnership # small\nfield: adult\nmonths: 12\n",
        ),
        (
            [("/action", "cooperation-partnership")],
            "call: 2026\naction: cooperation-partnership # small\nfield: school\nmonths: 12\n",
        ),
        ([("/field", None)], "call: 2026\naction: small-scale-partnership # small\nmonths: 12\n"),
        (
            [("/action", "KA220-ADU")],
            "call: 2026\naction: cooperation-partnership # small\nfield: adult\nmonths: 12\n",
        ),
        (
            [("/action", "KA220-ADU"), ("/field", "vet")],
            "call: 2026\naction: cooperation-partnership # small\nfield: vet\nmonths: 12\n",
        ),
        (
            [("/action", "KA229")],
            (
                "call: 2026\naction: strategic-partnership # small\nfield: school\nformat: school-exchange\n"
                "months: 12\n"
            ),
        ),
        ([("/months", 24)], "call: 2026\naction: KA210-SCH # small\nmonths: 24\n"),
    ],
)
def test_the_code_of_a_form_is_written_in_words_where_one_of_them_changes(edits, after):
    assert edited(CODED, edits).text == after
