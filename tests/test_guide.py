"""The guide data: what the loader refuses, what it carries over, and the facts that must not drift."""

import tomllib
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from itertools import chain

import pytest
from builders import ACTION, EDITIONS, shape_id
from pydantic import BaseModel, ValidationError

from erasmus_cli import countries
from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.loader import (
    NEVER_CARRIED,
    GuideError,
    UnknownEditionError,
    available,
    open_edition,
    read_edition,
)
from erasmus_cli.guide.lookup import (
    agencies_of,
    formats_of,
    minimum_for,
    priorities_of,
    state_of,
    status_of,
    window_dates,
)
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.sources import Cited, Grade, Source
from erasmus_cli.proposal.model import KindName

DATA = resources.files("erasmus_cli.guide") / "data"
FILES = sorted(
    (file for folder in DATA.iterdir() if folder.is_dir() for file in folder.iterdir()),
    key=str,
)
FORMS = sorted({edition.form for edition in EDITIONS})

each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=shape_id)


def at_noon(year, month, day):
    return datetime(year, month, day, 12)  # noqa: DTZ001 - Brussels time, as the Guide prints it


# A small guide of two calls, to be broken one piece at a time

FIRST = """
label = "Partnership"
form = "sp-2016"

[sources.s]
section = "A section"
grade = "published"

[sources.recalled]
section = "Another section"
page = "7"
grade = "recalled"

[guide]
title = "Guide"
version = "1"
call_reference = "X/1"
source = "s"

[fields]
vet = { label = "VET", sentence = "Work.", codes = { general = "KA202" }, source = "s" }
youth = { label = "Youth", sentence = "Play.", codes = { general = "KA205" }, source = "s" }

[types]
innovation = { label = "New", sentence = "New.", fields = ["vet"], source = "s" }

[formats]
initiative = { label = "Few", sentence = "Few.", fields = ["youth"], kinds = ["school"], source = "s" }

[requirements]
one-applicant = { text = "One applies.", source = "s" }

[minimum]
general = { organisations = 3, countries = 3, source = "s" }
youth = { organisations = 2, countries = 2, kinds = ["school"], source = "s" }

[country_composition]
format = "initiative"
groups = { school = ["school"] }
source = "s"

[duration]
vet = { min_months = 12, max_months = 36, source = "recalled" }
youth = { min_months = 6, max_months = 24, source = "s" }

[latest_end]
day = "08-31"
years_after_call = 3
source = "s"

[start_windows]
vet = [{ first = "09-01", last = "12-31", source = "s" }]
youth = [
    { round = 1, first = "06-01", last = "09-30", source = "s" },
    { round = 2, first = "09-01", last = "01-31", last_year = 1, source = "s" },
]

[deadlines]
vet = [{ guide = 2015-03-31T12:00:00, extended_to = 2015-04-02T12:00:00, source = "s" }]
youth = [
    { round = 1, guide = 2015-02-04T12:00:00, source = "s" },
    { round = 2, guide = 2015-04-30T12:00:00, source = "s" },
]

[programme_countries]
codes = ["BE", "NL", "PL"]
source = "s"

[regions.region-2]
number = 2
label = "East"
codes = ["UA"]
source = "s"

[overseas]
SX = { state = "NL", source = "s" }

[agencies]
BE02 = { country = "BE", fields = ["vet"], body = "EPOS", source = "s" }

[kinds]
school = { label = "School", source = "s" }
group = { label = "Group", named = false, source = "s" }

[charter]
label = "Charter"
kinds = ["school"]
source = "s"

[fields_only]
kinds = ["group"]
fields = ["youth"]
source = "s"

[identifiers]
pic = { label = "PIC", pattern = '^[0-9]{9}$', shape = "nine digits", source = "s" }

[aims.one]
label = "Aim"
sentence = "Better."
source = "s"

[activities.one]
label = "Activity"
sentence = "Do."
source = "s"

[priorities."vet/work"]
label = "Work"
sentence = "Work."
source = "s"

[priority_lists]
vet = { complete = true, source = "s" }

[priority_obligation]
at_least = 1
strength = "error"
source = "s"

[grant_ceiling]
per_month = 12500
total = 450000
source = "s"

[budget]
total = { amount = 1000, source = "s" }

[award_criteria]
relevance = { label = "Relevance", max_points = 60, min_points = 30, source = "s" }
impact = { label = "Impact", max_points = 40, min_points = 20, source = "s" }

[pass_mark]
points = 60
source = "s"

[languages]
codes = ["en"]
source = "s"

[summary_language]
language = "en"
question = "summary.english"
source = "s"

[assessor.AS-01]
title = "Purpose"
text = "Whether it serves."
source = "s"
"""

SECOND = """
extends = 2015

[sources.new]
section = "A new section"
page = "9"
grade = "official"

[guide]
title = "Guide"
version = "2"
call_reference = "X/2"
source = "new"

[deadlines]
vet = [{ guide = 2016-03-31T12:00:00, source = "new" }]
youth = [{ guide = 2016-02-02T12:00:00, source = "new" }]
"""


@pytest.fixture
def folder(tmp_path):
    """An action's folder of two calls."""
    made = tmp_path / ACTION
    made.mkdir()
    (made / "2015.toml").write_text(FIRST, encoding="utf-8")
    (made / "2016.toml").write_text(SECOND, encoding="utf-8")
    return made


def with_call(folder, call, text):
    """The edition of a call whose file holds this text."""
    (folder / f"{call}.toml").write_text(text, encoding="utf-8")
    return read_edition(folder, call)


def without_top(text, *names):
    """The text without some keys of its first lines or some tables, with all that stands below them."""
    kept, dropping = [], False
    for line in text.splitlines(keepends=True):
        if line.startswith("["):
            dropping = line.strip("[]\n ").partition(".")[0] in names
        if not dropping and line.partition("=")[0].strip() not in names:
            kept.append(line)
    return "".join(kept)


def test_the_small_guide_loads(folder):
    first, second = read_edition(folder, 2015), read_edition(folder, 2016)
    assert (first.id, first.call, first.action) == (f"2015/{ACTION}", 2015, ACTION)
    assert second.id == f"2016/{ACTION}"
    assert second.minimum["youth"].organisations == 2


# The loader refuses

REFUSED = {
    "a block without source": (
        '{ min_months = 12, max_months = 36, source = "recalled" }',
        "{ min_months = 12, max_months = 36 }",
        "duration.vet.source",
    ),
    "a list entry without source": (
        '{ round = 1, first = "06-01", last = "09-30", source = "s" }',
        '{ round = 1, first = "06-01", last = "09-30" }',
        "start_windows.youth.0.source",
    ),
    "a topic without source": (
        'codes = ["en"]\nsource = "s"',
        'codes = ["en"]',
        "languages.source",
    ),
    "a source that does not exist": (
        'max_months = 24, source = "s"',
        'max_months = 24, source = "t"',
        "duration.youth",
    ),
    "a source without section": ('section = "A section"\n', "", "source.section"),
    "a source without grade": ('grade = "published"\n', "", "source.grade"),
    "an unknown grade": ('grade = "recalled"', 'grade = "sure"', "duration.vet.source.grade"),
    "an unknown key in a source": ('page = "7"', 'pages = "7"', "duration.vet.source.pages"),
    "an unknown key": ("min_months = 12", "min_month = 12", "duration.vet.min_month"),
    "an unknown topic": ("[languages]", "[language]", "language"),
    "a missing topic": ('[pass_mark]\npoints = 60\nsource = "s"\n', "", "pass_mark"),
    "a word for a number": ("min_months = 12", 'min_months = "twelve"', "duration.vet.min_months"),
    "a part of a month": ("min_months = 12", "min_months = 12.5", "duration.vet.min_months"),
    "no month at all": ("min_months = 6", "min_months = 0", "duration.youth.min_months"),
    "a word for an amount": ("per_month = 12500", 'per_month = "much"', "grant_ceiling.per_month"),
    "a word for a list": ('codes = ["en"]', 'codes = "en"', "languages.codes"),
    "a country that is none": ('codes = ["UA"]', 'codes = ["Ukraine"]', "regions.region-2.codes.0"),
    "a strength that is none": ('strength = "error"', 'strength = "must"', "priority_obligation.strength"),
    "a window that closes before it opens": (
        'first = "09-01", last = "12-31"',
        'first = "09-01", last = "08-31"',
        "start_windows.vet.0",
    ),
    "a window that opens a year late": (
        'first = "09-01", last = "12-31"',
        'first = "09-01", first_year = 1, last = "12-31"',
        "start_windows.vet.0",
    ),
    "windows whose rounds are out of order": (
        "{ round = 2, first",
        "{ round = 1, first",
        "start_windows.youth",
    ),
    "a day of the year that is none": ('day = "08-31"', 'day = "13-01"', "latest_end.day"),
    "a day that its month does not have": ('day = "08-31"', 'day = "09-31"', "latest_end.day"),
    "a window on a day that its month does not have": (
        'first = "06-01", last = "09-30"',
        'first = "06-01", last = "09-31"',
        "start_windows.youth.0",
    ),
    "rounds out of order": ("round = 2, guide", "round = 1, guide", "deadlines.youth.1.guide"),
    "a round before the one before": (
        "round = 2, guide = 2015-04-30",
        "round = 2, guide = 2015-02-03",
        "deadlines.youth.1.guide",
    ),
    "two rounds at once": (
        "round = 2, guide = 2015-04-30",
        "round = 2, guide = 2015-02-04",
        "deadlines.youth.1.guide",
    ),
    "a deadline far from its call": ("guide = 2015-03-31", "guide = 2013-03-31", "deadlines.vet.0.guide"),
    "an extension before the deadline": ("2015-04-02T12:00:00", "2015-03-30T12:00:00", "deadlines.vet.0"),
    "an extension that is none": ("2015-04-02T12:00:00", "2015-03-31T12:00:00", "deadlines.vet.0"),
    "a shortest project above the longest": ("min_months = 6", "min_months = 25", "duration.youth"),
    "a threshold above the points": (
        "max_points = 40, min_points = 20",
        "max_points = 40, min_points = 41",
        "award_criteria.impact.min_points",
    ),
    "a pass mark above all points": ("points = 60\n", "points = 101\n", "pass_mark.points"),
    "a field without duration": (
        'youth = { min_months = 6, max_months = 24, source = "s" }\n',
        "",
        "duration",
    ),
    "a field without deadline": (
        'vet = [{ guide = 2015-03-31T12:00:00, extended_to = 2015-04-02T12:00:00, source = "s" }]\n',
        "",
        "deadlines",
    ),
    "a field without start window": ('vet = [{ first = "09-01"', 'vat = [{ first = "09-01"', "start_windows"),
    "a priority of no field": ('priorities."vet/work"', 'priorities."vat/work"', "priorities.vat/work"),
    "a priority list of no field": ("vet = { complete", "vat = { complete", "priority_lists"),
    "a type for no field": (
        'fields = ["vet"], source',
        'fields = ["vat"], source',
        "types.innovation.fields",
    ),
    "a format for no field": (
        'fields = ["youth"], kinds',
        'fields = ["yoth"], kinds',
        "formats.initiative.fields",
    ),
    "an agency for no field": ('fields = ["vet"], body', 'fields = ["vat"], body', "agencies.BE02.fields"),
    "a limit to no field": ('fields = ["youth"]\nsource', 'fields = ["yoth"]\nsource', "fields_only.fields"),
    "a format of no kind": (
        'kinds = ["school"], source = "s" }\n\n[req',
        'kinds = ["skool"], source = "s" }\n\n[req',
        "formats.initiative.kinds",
    ),
    "a minimum of no kind": (
        'countries = 2, kinds = ["school"]',
        'countries = 2, kinds = ["skool"]',
        "minimum.youth.kinds",
    ),
    "a charter of no kind": (
        'label = "Charter"\nkinds = ["school"]',
        'label = "Charter"\nkinds = ["skool"]',
        "charter.kinds",
    ),
    "a limit of no kind": ('kinds = ["group"]', 'kinds = ["grupe"]', "fields_only.kinds"),
    "a group of no kind": (
        '{ school = ["school"] }',
        '{ school = ["skool"] }',
        "country_composition.groups.school",
    ),
    "a format bound to no type": (
        'sentence = "Few.", ',
        'sentence = "Few.", project_type = "old", ',
        "formats.initiative.project_type",
    ),
    "another call than its name says": (
        'label = "Partnership"',
        'call = 2014\nlabel = "Partnership"',
        "call",
    ),
    "another action than its folder says": (
        'label = "Partnership"',
        'action = "knowledge-alliance"\nlabel = "Partnership"',
        "action",
    ),
    "text that is no TOML": ("[guide]", "[guide", ""),
}


@pytest.mark.parametrize(("old", "new", "key"), REFUSED.values(), ids=REFUSED)
def test_the_loader_refuses_and_names_file_and_key(folder, old, new, key):
    assert FIRST.count(old) == 1 or old.startswith("grade"), "the piece to break is not there"
    with pytest.raises(GuideError) as caught:
        with_call(folder, 2015, FIRST.replace(old, new, 1))
    message = str(caught.value)
    assert message.startswith(f"{ACTION}/2015.toml: ")
    assert key in message


# What the second call adds, and the key that is at fault. `extends` and tables may stand anywhere in it.
REFUSED_LATER = {
    "a restated figure without source": (
        "[duration]\nvet = { min_months = 1, max_months = 2 }",
        "duration.vet",
    ),
    "half a block without source": ("[duration.vet]\nmin_months = 1", "duration.vet"),
    "half a table of a block": ('[country_composition.groups]\nother = ["group"]', "country_composition"),
    "a new figure without source": (
        "[duration]\nschool = { min_months = 1, max_months = 2 }",
        "duration.school",
    ),
    "a source of the call before": (
        '[duration]\nvet = { min_months = 1, max_months = 2, source = "recalled" }',
        "duration.vet",
    ),
    "a confirmation of nothing": ('[[confirms]]\ntopics = ["visa"]\nsource = "new"', "confirms"),
    "a confirmation of nothing in a topic": (
        '[[confirms]]\ntopics = ["duration.adult"]\nsource = "new"',
        "duration.adult",
    ),
    "a confirmation of what is never carried": (
        '[[confirms]]\ntopics = ["budget"]\nsource = "new"',
        "budget",
    ),
    "a confirmation by no source": ('[[confirms]]\ntopics = ["duration"]\nsource = "old"', "confirms"),
    "a confirmation without source": ('[[confirms]]\ntopics = ["duration"]', "confirms"),
    "a confirmation without topics": ('[[confirms]]\nsource = "new"', "confirms"),
}


@pytest.mark.parametrize(("added", "key"), REFUSED_LATER.values(), ids=REFUSED_LATER)
def test_the_loader_refuses_what_a_later_call_adds(folder, added, key):
    with pytest.raises(GuideError) as caught:
        with_call(folder, 2016, f"{SECOND}\n{added}\n")
    message = str(caught.value)
    assert message.startswith(f"{ACTION}/2016.toml: ")
    assert key in message


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('removes = ["visa"]', "visa"),
        ('removes = ["duration.adult"]', "duration.adult"),
        ('removes = ["budget"]', "budget"),
        ('removes = ["start_windows.youth.7"]', "start_windows.youth.7"),
        ("extends = 2016", "extends"),
        ("extends = 2017", "extends"),
        ('extends = "2015"', "extends"),
    ],
)
def test_the_loader_refuses_a_wrong_head(folder, line, key):
    text = SECOND.replace("extends = 2015\n", "") if line.startswith("extends") else SECOND
    with pytest.raises(GuideError) as caught:
        with_call(folder, 2016, f"{line}\n{text}")
    assert str(caught.value).startswith(f"{ACTION}/2016.toml: ")
    assert key in str(caught.value)


def test_a_fault_of_the_call_before_is_told_of_its_own_file(folder):
    (folder / "2015.toml").write_text(FIRST.replace("min_months = 12", "min_months = 37"), encoding="utf-8")
    with pytest.raises(GuideError, match=rf"^{ACTION}/2015\.toml: duration\.vet"):
        read_edition(folder, 2016)


@pytest.mark.parametrize("call", [2014, 2017])
def test_a_file_that_is_not_there_is_named(folder, call):
    with pytest.raises(GuideError, match=f"{call}"):
        read_edition(folder, call)
    with pytest.raises(GuideError, match=f"{call}"):
        with_call(folder, 2018, SECOND.replace("extends = 2015", f"extends = {call}"))


@pytest.mark.parametrize("topic", NEVER_CARRIED)
def test_what_belongs_to_one_call_is_never_carried(folder, topic):
    assert getattr(read_edition(folder, 2015), topic)
    silent = without_top(SECOND, topic)
    assert silent != SECOND or topic == "budget"
    if topic == "budget":
        assert with_call(folder, 2016, silent).budget == {}
    else:
        with pytest.raises(GuideError, match=rf"^{ACTION}/2016\.toml: {topic}"):
            with_call(folder, 2016, silent)


# What is carried over says so


def sources(part):
    """Every source below a part of an edition."""
    if isinstance(part, Source):
        yield part
    elif isinstance(part, BaseModel):
        yield from chain.from_iterable(sources(getattr(part, name)) for name in type(part).model_fields)
    elif isinstance(part, dict | tuple):
        yield from chain.from_iterable(map(sources, part.values() if isinstance(part, dict) else part))


def test_the_first_call_is_its_own(folder):
    found = list(sources(read_edition(folder, 2015)))
    assert len(found) > 25
    assert {(source.edition, source.carried_to) for source in found} == {("Programme Guide 2015", None)}


def test_what_is_not_restated_is_carried_over_and_says_so(folder):
    edition = read_edition(folder, 2016)
    source = edition.duration["vet"].source
    assert (source.edition, source.carried_to, source.grade) == ("Programme Guide 2015", 2016, Grade.RECALLED)
    assert source.citation == "Programme Guide 2015, carried over to 2016, Another section, p. 7"
    own = [edition.guide.source, edition.deadlines["vet"][0].source]
    assert all((s.edition, s.carried_to) == ("Programme Guide 2016", None) for s in own)
    assert own[0].citation == "Programme Guide 2016, A new section, p. 9"
    assert {s.carried_to for s in sources(edition) if s not in own} == {2016}


def test_what_is_confirmed_is_the_years_own(folder):
    confirmation = (
        '[[confirms]]\ntopics = ["duration.vet", "minimum", "start_windows.youth"]\nsource = "new"\n'
    )
    edition = with_call(folder, 2016, SECOND + confirmation)
    before = read_edition(folder, 2015)
    for topic in (edition.duration["vet"], edition.minimum, edition.start_windows["youth"]):
        assert {(s.edition, s.section, s.carried_to) for s in sources(topic)} == {
            ("Programme Guide 2016", "A new section", None)
        }
    assert edition.duration["youth"].source.carried_to == 2016
    assert edition.start_windows["vet"][0].source.carried_to == 2016
    assert edition.duration["vet"].min_months == before.duration["vet"].min_months
    assert before.duration["vet"].source.section == "Another section"


def test_what_is_restated_is_the_years_own(folder):
    restated = '[duration]\nvet = { min_months = 18, max_months = 30, source = "new" }\n'
    edition = with_call(folder, 2016, SECOND + restated)
    assert (edition.duration["vet"].min_months, edition.duration["vet"].max_months) == (18, 30)
    assert edition.duration["vet"].source.carried_to is None
    assert edition.duration["vet"].source.edition == "Programme Guide 2016"
    assert edition.duration["youth"].source.carried_to == 2016


def test_what_is_removed_is_gone_and_may_be_stated_anew(folder):
    text = f'removes = ["types", "duration.vet"]\n{SECOND}'
    restated = '[duration]\nvet = { min_months = 18, max_months = 30, source = "new" }\n'
    edition = with_call(folder, 2016, text + restated)
    assert edition.types == {}
    assert edition.duration["vet"].min_months == 18
    assert read_edition(folder, 2015).types


def test_a_figure_that_is_carried_twice_names_where_it_stood_and_where_it_goes(folder):
    confirmation = '[[confirms]]\ntopics = ["minimum"]\nsource = "new"\n'
    with_call(folder, 2016, SECOND + confirmation)
    third = SECOND.replace("extends = 2015", "extends = 2016").replace(" 2016-", " 2017-")
    edition = with_call(folder, 2017, third)
    carried = {
        "duration": edition.duration["vet"].source,
        "minimum": edition.minimum["general"].source,
        "deadlines": edition.deadlines["vet"][0].source,
    }
    assert {topic: (source.edition, source.carried_to) for topic, source in carried.items()} == {
        "duration": ("Programme Guide 2015", 2017),
        "minimum": ("Programme Guide 2016", 2017),
        "deadlines": ("Programme Guide 2017", None),
    }


def test_a_source_may_name_another_document(folder):
    text = FIRST.replace('section = "A section"', 'edition = "Form 2015"\nsection = "A section"')
    edition = with_call(folder, 2015, text)
    assert edition.languages.source.citation == "Form 2015, A section"
    assert edition.duration["vet"].source.edition == "Programme Guide 2015"


def test_grades_are_ranked_best_first():
    assert [grade.rank for grade in (Grade.OFFICIAL, Grade.PUBLISHED, Grade.RECALLED, Grade.UNVERIFIED)] == [
        0,
        1,
        2,
        3,
    ]


# Editions


def test_editions_are_read_once_and_oldest_first():
    assert list(available()) == sorted(available())
    assert {(2015, ACTION), (2016, ACTION)} <= set(available())
    for key in available():
        assert open_edition(*key) is open_edition(*key)


def test_an_unknown_edition_is_no_fault_of_the_data():
    with pytest.raises(UnknownEditionError):
        open_edition(1999, ACTION)
    with pytest.raises(UnknownEditionError):
        open_edition(2016, "../forms")
    assert not issubclass(UnknownEditionError, GuideError)


def models(part):
    if isinstance(part, BaseModel):
        yield part
        for name in type(part).model_fields:
            yield from models(getattr(part, name))
    elif isinstance(part, dict | tuple):
        yield from chain.from_iterable(map(models, part.values() if isinstance(part, dict) else part))


@each_edition
def test_nothing_in_an_edition_or_form_can_be_changed(edition):
    kinds = set()
    for model in chain(models(edition), models(open_form(edition.form))):
        kinds.add(type(model))
        assert model.model_config["frozen"]
        assert model.model_config["extra"] == "forbid"
        name = next(iter(type(model).model_fields))
        with pytest.raises(ValidationError):
            setattr(model, name, getattr(model, name))
    assert len(kinds) > 25


@each_edition
def test_every_record_has_a_source_of_its_own(edition):
    for model in models(edition):
        assert isinstance(model, Cited | Source | Edition)
    for source in sources(edition):
        assert source.section
        assert source.edition
        assert source.carried_to in (None, edition.call)
        assert source.grade is not Grade.OFFICIAL or source.evidence, source


def named_sources(file):
    """The [sources] of a file, and how often each is cited there."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    declared = raw.pop("sources")
    return declared, Counter(citations(raw))


def citations(node):
    if isinstance(node, dict):
        if isinstance(node.get("source"), str):
            yield node["source"]
        yield from chain.from_iterable(map(citations, node.values()))
    elif isinstance(node, list):
        yield from chain.from_iterable(map(citations, node))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_source_of_a_file_is_cited_there(file):
    declared, cited = named_sources(file)
    assert set(cited) == set(declared)


def test_the_evidence_is_listed_and_all_of_it_is_used():
    listed = tomllib.loads((DATA / "evidence.toml").read_text(encoding="utf-8"))
    used = {
        key
        for file in FILES
        for source in named_sources(file)[0].values()
        for key in source.get("evidence", ())
    }
    assert used - set(listed) == set()
    assert set(listed) - used == set()
    for entry in listed.values():
        assert entry["title"]
        assert set(entry) <= {"title", "url"}
        assert entry.get("url", "http://").startswith(("http://", "https://"))


@each_edition
def test_every_country_has_one_status(edition):
    listed = [
        *edition.programme_countries.codes,
        *edition.overseas,
        *chain.from_iterable(region.codes for region in edition.regions.values()),
    ]
    assert not [code for code, count in Counter(listed).items() if count > 1]
    assert set(listed) <= set(countries.names())
    numbers = [region.number for region in edition.regions.values()]
    assert len(set(numbers)) == len(numbers)
    assert {territory.state for territory in edition.overseas.values()} <= set(
        edition.programme_countries.codes
    )


@each_edition
def test_what_an_edition_names_exists(edition):
    assert set(edition.kinds) == set(KindName.__args__)
    assert "general" in edition.minimum
    assert set(edition.minimum) <= {"general", *edition.fields, *edition.formats}
    assert set(edition.duration) <= {*edition.fields, *edition.formats}
    assert set(edition.duration_doubt) <= set(edition.fields)
    assert set(edition.deadlines) == set(edition.start_windows) == set(edition.fields)
    assert set(edition.budget) <= {"total", *edition.fields}
    assert set(edition.priority_lists) == {"horizontal", *edition.fields}
    assert {key.partition("/")[0] for key in edition.priorities} <= set(edition.priority_lists)
    for field in edition.fields.values():
        assert set(field.codes) <= {"general", *edition.formats}
        assert all(code.startswith("KA2") for code in field.codes.values())
    if edition.country_composition:
        assert edition.country_composition.format in edition.formats


@each_edition
def test_windows_and_deadlines_have_the_same_rounds(edition):
    for field in edition.fields:
        rounds = [window.round for window in edition.start_windows[field]]
        assert rounds == [deadline.round for deadline in edition.deadlines[field]]
        for window, deadline in zip(edition.start_windows[field], edition.deadlines[field], strict=True):
            first, last = window_dates(edition, window)
            assert deadline.effective.date() < first < last


@each_edition
def test_doubts_lie_within_what_is_allowed(edition):
    for field, sure in edition.duration_doubt.items():
        allowed = edition.duration[field]
        assert allowed.min_months <= sure.min_months <= sure.max_months <= allowed.max_months
        assert (sure.min_months, sure.max_months) != (allowed.min_months, allowed.max_months)


@each_edition
def test_every_programme_country_has_an_agency_for_each_field(edition):
    for country in edition.programme_countries.codes:
        for field in edition.fields:
            assert agencies_of(edition, country, field), (country, field)
    for code, agency in edition.agencies.items():
        assert code[:2] == countries.shown(agency.country)
        assert code[2:].isdigit()


# Looking up


def test_look_ups_follow_the_edition(folder):
    edition = read_edition(folder, 2015)
    assert [state_of(edition, code) for code in ("SX", "NL", "UA")] == ["NL", "NL", "UA"]
    statuses = [status_of(edition, code) for code in ("SX", "BE", "UA", "CH")]
    assert statuses == [Status.PROGRAMME, Status.PROGRAMME, Status.PARTNER, Status.PARTNER]
    assert minimum_for(edition, "vet", None) is edition.minimum["general"]
    assert minimum_for(edition, "youth", None) is edition.minimum["youth"]
    assert minimum_for(edition, "youth", "initiative") is edition.minimum["youth"]
    assert formats_of(edition, "youth") == ("initiative",)
    assert formats_of(edition, "vet") == ()
    assert list(priorities_of(edition, "vet")) == ["vet/work"]
    assert priorities_of(edition, "youth") == {}
    assert agencies_of(edition, "BE", "vet") == agencies_of(edition, "BE", None) == ("BE02",)
    assert agencies_of(edition, "BE", "youth") == agencies_of(edition, "UA", None) == ()
    spring, autumn = edition.start_windows["youth"]
    assert window_dates(edition, spring) == (date(2015, 6, 1), date(2015, 9, 30))
    assert window_dates(edition, autumn) == (date(2015, 9, 1), date(2016, 1, 31))


# The facts

EDUCATION = ("school", "vet", "higher-education", "adult")
EU_28 = "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"


@pytest.mark.parametrize("call", [2015, 2016])
def test_facts_of_both_calls(call):
    edition = open_edition(call, ACTION)
    ceiling = edition.grant_ceiling
    grants = [min(ceiling.total, ceiling.per_month * months) for months in (12, 24, 36)]
    assert grants == [150_000, 300_000, 450_000]
    assert set(edition.fields) == {*EDUCATION, "youth"}
    codes = {field: entry.codes["general"] for field, entry in edition.fields.items()}
    assert codes == {
        "school": "KA201",
        "vet": "KA202",
        "higher-education": "KA203",
        "adult": "KA204",
        "youth": "KA205",
    }
    assert edition.fields["school"].codes["school-exchange"] == "KA219"
    assert len(edition.aims) == 11
    assert len(edition.activities) == 9
    assert " ".join(edition.programme_countries.codes[:28]) == EU_28
    assert set(edition.programme_countries.codes[28:]) == {"IS", "LI", "MK", "NO", "TR"}
    for code in ("CH", "RS", "UA", "RU", "XK"):
        assert status_of(edition, code) is Status.PARTNER
    sizes = {name: (m.organisations, m.countries) for name, m in edition.minimum.items()}
    assert sizes == {
        "general": (3, 3),
        "youth": (2, 2),
        "school-exchange": (2, 2),
        "regional": (2, 2),
        "youth-initiative": (2, 2),
    }
    assert edition.minimum["regional"].kinds == ("school-authority",)
    assert edition.charter.kinds == ("higher-education-institution",)
    assert edition.fields_only.kinds == ("informal-group",)
    assert edition.fields_only.fields == ("youth",)
    assert edition.latest_end.day == "08-31"
    assert edition.latest_end.years_after_call == 3
    assert edition.added_value.strength == "warning"
    assert (edition.events_need_outputs.item, edition.events_need_outputs.needs) == ("events", "outputs")
    assert {name: (c.max_points, c.min_points) for name, c in edition.award_criteria.items()} == {
        "relevance": (30, 15),
        "design": (20, 10),
        "team": (20, 10),
        "impact": (30, 15),
    }
    assert edition.pass_mark.points == 60
    for key, identifier in edition.identifiers.items():
        assert identifier.asked is (key == "pic")


@pytest.mark.parametrize("call", [2015, 2016])
def test_fifteen_kinds_are_named(call):
    named = {key for key, kind in open_edition(call, ACTION).kinds.items() if kind.named}
    assert named == {
        "higher-education-institution",
        "school",
        "non-profit",
        "enterprise",
        "public-body",
        "social-partner",
        "research-institute",
        "foundation",
        "inter-company-training-centre",
        "shared-training-enterprise",
        "cultural-organisation",
        "guidance-body",
        "validation-body",
        "european-youth-ngo",
        "informal-group",
    }
    assert len(named) == 15


@pytest.mark.parametrize("call", [2015, 2016])
def test_starts_of_both_calls(call):
    edition = open_edition(call, ACTION)
    for field in EDUCATION:
        (window,) = edition.start_windows[field]
        assert window_dates(edition, window) == (date(call, 9, 1), date(call, 12, 31))
        assert window.source.grade is Grade.PUBLISHED
    assert [window_dates(edition, window) for window in edition.start_windows["youth"]] == [
        (date(call, 5, 1), date(call, 9, 30)),
        (date(call, 9, 1), date(call + 1, 1, 31)),
        (date(call + 1, 2, 1), date(call + 1, 5, 31)),
    ]
    assert {window.source.grade for window in edition.start_windows["youth"]} == {Grade.UNVERIFIED}


@pytest.mark.parametrize(
    ("call", "field", "deadlines"),
    [
        *((2015, field, [at_noon(2015, 3, 31)]) for field in EDUCATION),
        *((2016, field, [at_noon(2016, 3, 31)]) for field in EDUCATION),
        (2015, "youth", [at_noon(2015, 2, 4), at_noon(2015, 4, 30), at_noon(2015, 10, 1)]),
        (2016, "youth", [at_noon(2016, 2, 2), at_noon(2016, 4, 26), at_noon(2016, 10, 4)]),
    ],
)
def test_deadlines_are_noon_in_brussels(call, field, deadlines):
    found = open_edition(call, ACTION).deadlines[field]
    assert [deadline.effective for deadline in found] == deadlines
    assert [deadline.round for deadline in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("call", "field", "months", "grade"),
    [
        (2015, "school", (12, 36), Grade.RECALLED),
        (2015, "vet", (12, 36), Grade.RECALLED),
        (2015, "adult", (12, 36), Grade.RECALLED),
        (2015, "higher-education", (24, 36), Grade.RECALLED),
        (2015, "youth", (6, 36), Grade.RECALLED),
        (2015, "school-exchange", (12, 36), Grade.RECALLED),
        (2016, "school", (12, 36), Grade.PUBLISHED),
        (2016, "vet", (12, 36), Grade.PUBLISHED),
        (2016, "adult", (12, 36), Grade.PUBLISHED),
        (2016, "higher-education", (24, 36), Grade.PUBLISHED),
        (2016, "youth", (6, 36), Grade.PUBLISHED),
        (2016, "school-exchange", (12, 36), Grade.PUBLISHED),
    ],
)
def test_lengths(call, field, months, grade):
    duration = open_edition(call, ACTION).duration[field]
    assert (duration.min_months, duration.max_months) == months
    assert duration.source.grade is grade
    assert duration.source.carried_to is None


def test_lengths_of_2015_are_doubted_and_those_of_2016_are_not():
    doubts = open_edition(2015, ACTION).duration_doubt
    assert {field: (doubt.min_months, doubt.max_months) for field, doubt in doubts.items()} == {
        "school": (24, 36),
        "vet": (24, 36),
        "adult": (24, 36),
        "youth": (6, 24),
    }
    assert {doubt.source.grade for doubt in doubts.values()} == {Grade.UNVERIFIED}
    assert open_edition(2016, ACTION).duration_doubt == {}


def test_the_budget_of_2015_is_told_and_its_remainder_is_not_invented():
    budget = {name: entry.amount for name, entry in open_edition(2015, ACTION).budget.items()}
    total = budget.pop("total")
    assert budget == {
        "school": 127_228_000,
        "higher-education": 37_896_983,
        "vet": 93_734_238,
        "adult": 43_797_274,
    }
    assert sum(budget.values()) == 302_656_495
    assert total == Decimal(336_219_212)
    assert open_edition(2016, ACTION).budget == {}


def priorities_by_group(call):
    return Counter(key.partition("/")[0] for key in open_edition(call, ACTION).priorities)


def test_priorities_of_2015():
    edition = open_edition(2015, ACTION)
    assert priorities_by_group(2015) == {"horizontal": 3, "vet": 4, "youth": 3}
    assert {key for key in edition.priorities if key.startswith("vet/")} == {
        "vet/work-based-learning",
        "vet/quality-assurance",
        "vet/key-competences",
        "vet/access",
    }
    complete = {group for group, known in edition.priority_lists.items() if known.complete}
    assert complete == {"vet", "youth"}
    assert (edition.priority_obligation.at_least, edition.priority_obligation.strength) == (1, "note")


def test_priorities_of_2016():
    edition = open_edition(2016, ACTION)
    assert priorities_by_group(2016) == {
        "horizontal": 6,
        "higher-education": 6,
        "school": 4,
        "vet": 5,
        "adult": 3,
        "youth": 3,
    }
    assert all(known.complete for known in edition.priority_lists.values())
    assert (edition.priority_obligation.at_least, edition.priority_obligation.strength) == (1, "error")


def test_project_types_begin_with_2016():
    assert open_edition(2015, ACTION).types == {}
    types = open_edition(2016, ACTION).types
    everywhere = {*EDUCATION, "youth"}
    assert {name: set(kind.fields) for name, kind in types.items()} == {
        "innovation": everywhere,
        "good-practice": everywhere,
    }
    assert types["innovation"].budget_items == ("outputs", "events")
    assert types["good-practice"].budget_items == ()


@pytest.mark.parametrize(("call", "bound"), [(2015, None), (2016, "good-practice")])
def test_formats(call, bound):
    formats = open_edition(call, ACTION).formats
    fields = {name: shape.fields for name, shape in formats.items()}
    assert fields == {"school-exchange": ("school",), "regional": ("school",), "youth-initiative": ("youth",)}
    schools = formats["school-exchange"]
    assert set(schools.kinds) == {"school", "vet-provider", "adult-education-provider"}
    assert schools.programme_countries_only
    assert schools.project_type == bound


@pytest.mark.parametrize(
    ("call", "version", "published", "reference"),
    [
        (2015, "3 (2015)", date(2014, 11, 14), "EAC/A04/2014"),
        (2016, "1 (2016)", date(2015, 10, 20), "EAC/A04/2015"),
    ],
)
def test_guides(call, version, published, reference):
    guide = open_edition(call, ACTION).guide
    assert (guide.version, guide.published, guide.call_reference) == (version, published, reference)
    assert guide.source.carried_to is None


@pytest.mark.parametrize(
    ("path", "grade"),
    [
        ("grant_ceiling", Grade.OFFICIAL),
        ("budget.total", Grade.OFFICIAL),
        ("charter", Grade.OFFICIAL),
        ("aims.learning-quality", Grade.OFFICIAL),
        ("priorities.vet/access", Grade.OFFICIAL),
        ("minimum.general", Grade.PUBLISHED),
        ("minimum.youth", Grade.PUBLISHED),
        ("programme_countries", Grade.PUBLISHED),
        ("deadlines.vet.0", Grade.PUBLISHED),
        ("deadlines.youth.0", Grade.RECALLED),
        ("deadlines.youth.2", Grade.PUBLISHED),
        ("award_criteria.impact", Grade.RECALLED),
        ("fields_only", Grade.RECALLED),
        ("country_composition", Grade.UNVERIFIED),
        ("latest_end", Grade.UNVERIFIED),
        ("regions.region-11", Grade.UNVERIFIED),
    ],
)
def test_grades_of_2015(path, grade):
    node = open_edition(2015, ACTION)
    for part in path.split("."):
        is_list = isinstance(node, tuple)
        node = node[int(part)] if is_list else node[part] if isinstance(node, dict) else getattr(node, part)
    assert node.source.grade is grade


# Forms


@each_edition
def test_the_form_of_an_edition_is_there_and_is_of_its_call(edition):
    form = open_form(edition.form)
    assert form.id == edition.form
    assert edition.call in form.calls
    summary = form.question(edition.summary_language.question)
    assert summary is not None
    assert summary.optional
    for question in form.questions():
        assert set(question.criteria) <= set(edition.award_criteria), question.id


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_is_consistent(form_id):
    form = open_form(form_id)
    sections = [section.id for section in form.sections]
    assert len(set(sections)) == len(sections)
    ids = [question.id for question in form.questions()]
    assert len(set(ids)) == len(ids) > 30
    for section in form.sections:
        assert set(map(int, section.letters)) <= set(form.calls), section.id
        assert section.letter
        for question in section.questions:
            assert question.id.partition(".")[0] == section.id
            assert set(question.calls) <= set(form.calls), question.id
            assert question.label
            assert question.ask.endswith((".", "?"))
            assert question.source.section
            assert question.source.evidence
    used = Counter(section.table for section in form.sections if section.table)
    assert not [table for table, count in used.items() if count > 1]


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_finds_the_question_of_an_answer(form_id):
    form = open_form(form_id)
    for question in form.questions():
        assert form.question(question.id) is question
        assert form.question(f"{question.id}/p1") is question
    assert form.question("no.question") is None
    assert form.question("") is None


def test_every_form_file_belongs_to_an_edition():
    files = {file.name.removesuffix(".toml") for file in (DATA / "forms").iterdir()}
    assert files == set(FORMS)


def test_the_form_of_2016_takes_5000_characters():
    limits = {question.id: question.limit for question in open_form("sp-2016").questions()}
    assert limits.pop("participants.numbers") is None
    assert set(limits.values()) == {5000}


def test_a_form_that_is_not_there_is_named():
    with pytest.raises(GuideError, match=r"^forms/sp-1999\.toml: "):
        open_form("sp-1999")


FORM = """
id = "small"
label = "Small"
calls = [2016]
source = "s"
[sources.s]
edition = "Form"
section = "A"
grade = "published"
[[sections]]
id = "a"
letter = "A"
label = "A"
[[sections.questions]]
id = "a.why"
label = "Why"
ask = "Why?"
limit = 5000
source = "s"
"""


@pytest.fixture
def read_form(tmp_path, monkeypatch):
    """Reads a form from text."""
    (tmp_path / "data" / "forms").mkdir(parents=True)
    monkeypatch.setattr("erasmus_cli.guide.form.resources.files", lambda _: tmp_path)

    def read(text):
        (tmp_path / "data" / "forms" / "small.toml").write_text(text, encoding="utf-8")
        return open_form.__wrapped__("small")

    return read


def test_the_small_form_loads(read_form):
    assert [question.id for question in read_form(FORM).questions()] == ["a.why"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('limit = 5000\nsource = "s"', "limit = 5000", "sections.0.questions.0.source"),
        ('limit = 5000\nsource = "s"', 'limit = 5000\nsource = "t"', "sections.0.questions.0.source"),
        ('calls = [2016]\nsource = "s"', "calls = [2016]", "source"),
        ("limit = 5000", "limit = 0", "sections.0.questions.0.limit"),
        ("limit = 5000", 'limit = "long"', "sections.0.questions.0.limit"),
        ("limit = 5000", "limits = 5000", "sections.0.questions.0.limits"),
        ('letter = "A"', "", "sections.0.letter"),
        ('letter = "A"', 'letter = "A"\ntable = "colours"', "sections.0.table"),
        ('grade = "published"', 'grade = "sure"', "grade"),
        ("[[sections]]", "[[sections", ""),
    ],
)
def test_a_broken_form_is_refused_with_file_and_key(read_form, old, new, key):
    assert old in FORM
    with pytest.raises(GuideError, match=r"^forms/small\.toml: ") as caught:
        read_form(FORM.replace(old, new, 1))
    assert key in str(caught.value)
