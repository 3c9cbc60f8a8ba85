"""The guide data: what the loader refuses, what it carries over, and the facts that must not drift."""

import re
import tomllib
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from itertools import chain

import pytest
from builders import ACTION, EDITIONS, body_of, each, lengths, own, shapes_of, windows_of
from pydantic import BaseModel, ValidationError

from erasmus_cli.guide.errors import GuideError, UnknownEditionError
from erasmus_cli.guide.form import form_for, form_of, open_form
from erasmus_cli.guide.layers import PROGRAMME
from erasmus_cli.guide.loader import Library, available, open_edition
from erasmus_cli.guide.lookup import (
    agencies_of,
    formats_of,
    pick,
    priorities_of,
    region_of,
    standing_of,
    state_of,
    status_of,
    window_dates,
)
from erasmus_cli.guide.merging import NEVER_CARRIED
from erasmus_cli.guide.model import Edition, Status, Terms
from erasmus_cli.guide.participants import Part
from erasmus_cli.guide.sources import Cited, Grade, Source
from erasmus_cli.guide.unit_costs import UnitCosts
from erasmus_cli.wording import countries
from erasmus_cli.wording.terms import words

DATA = resources.files("erasmus_cli.guide") / "data"
FILES = sorted(
    (
        DATA / "documents.toml",
        *(file for folder in DATA.iterdir() if folder.is_dir() for file in folder.iterdir()),
    ),
    key=str,
)
FORM_FILES = sorted(file.name.removesuffix(".toml") for file in (DATA / "forms").iterdir())

each_edition = each(EDITIONS)


# A small guide of two calls, to be broken one piece at a time

FIRST = """
label = "Partnership"
ended = true
form = "sp-2016"

[terms]
inside = "Programme Country"
insides = "Programme Countries"
outside = "Partner Country"
outsides = "Partner Countries"

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

[maximum.initiative]
organisations = 6
source = "s"

[composition.initiative]
scope = "each-country"
parts = [{ label = "a school", kinds = ["school"], at_least = 1 }]
source = "s"

[managers.general]
body = "national-agency"
source = "s"

[outsiders.partner]
regions = ["region-2"]
barred = ["BY"]
source = "s"

[application_cap]
applications = 3
fields = ["vet", "youth"]
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

[awaiting_agency]
codes = ["NL", "PL"]
source = "s"

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
pic = { label = "PIC", pattern = '^[0-9]{9}$', shape = "nine digits", asked_by = ["eacea"], source = "s" }

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

[priority_obligation.general]
at_least = 1
strength = "error"
source = "s"

[grant_ceiling.general]
per_month = 12500
by_months = { "24" = 300000 }
total = 450000
source = "s"

[grant_bounds]
lowest = 1000
highest = 2000
source = "s"

[budget]
total = { amount = 1000, source = "s" }

[helps]
start = { label = "Start-up guide", source = "s" }

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
questions = ["summary.english"]
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
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "sp-2016.toml").write_text("since = 2015", encoding="utf-8")
    words = (DATA / "vocabulary.toml").read_text(encoding="utf-8")
    known = words.replace("formats = [", 'formats = ["initiative",').replace("kinds = [", 'kinds = ["group",')
    (tmp_path / "vocabulary.toml").write_text(known, encoding="utf-8")
    return made


def read_edition(folder, call):
    """An edition of a guide that is this folder and those beside it, and nothing that is shipped."""
    return Library(shipped=folder.parent)._read(call, folder.name)


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


def tables(text, *names):
    """The text's tables of these names, sources first."""
    kept, taking = [], False
    for line in text.splitlines(keepends=True):
        if line.startswith("["):
            taking = line.strip("[]\n ").partition(".")[0] in ("sources", *names)
        kept += [line] if taking else []
    return "".join(kept)


def test_the_small_guide_loads(folder):
    first, second = read_edition(folder, 2015), read_edition(folder, 2016)
    assert (first.id, first.call, first.action) == (f"2015/{ACTION}", 2015, ACTION)
    assert second.id == f"2016/{ACTION}"
    assert second.minimum["youth"].organisations == 2


# The loader refuses

FRAMEWORK = re.compile("Value error|Extra inputs|Field required|Input should|permitted")
"""Words of the library that holds the data against its model."""

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
    "a word for an amount": ("per_month = 12500", 'per_month = "much"', "grant_ceiling.general.per_month"),
    "a word for a list": ('codes = ["en"]', 'codes = "en"', "languages.codes"),
    "a country that is none": ('codes = ["UA"]', 'codes = ["Ukraine"]', "regions.region-2.codes.0"),
    "a strength that is none": (
        'strength = "error"',
        'strength = "must"',
        "priority_obligation.general.strength",
    ),
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
    "marks for a maximum that no criterion has": (
        "[pass_mark]\n",
        '[award_bands]\n50 = { very_good = 40, good = 30, fair = 20, source = "s" }\n\n[pass_mark]\n',
        "award_bands.50",
    ),
    "marks out of order": (
        "[pass_mark]\n",
        '[award_bands]\n40 = { very_good = 30, good = 30, fair = 20, source = "s" }\n\n[pass_mark]\n',
        "award_bands.40",
    ),
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
    "a start window of no field": (
        'vet = [{ first = "09-01"',
        'vat = [{ first = "09-01"',
        "start_windows.vat",
    ),
    "a manager of no field": ("[managers.general]", "[managers.vat]", "managers.vat"),
    "a field without manager": ("[managers.general]", "[managers.vet]", "managers"),
    "a manager that is none": ('body = "national-agency"', 'body = "agency"', "managers.general.body"),
    "a maximum of no format": ("[maximum.initiative]", "[maximum.initiatives]", "maximum.initiatives"),
    "a composition of no format": (
        "[composition.initiative]",
        "[composition.initiatives]",
        "composition.initiatives",
    ),
    "a scope that is none": ('scope = "each-country"', 'scope = "country"', "composition.initiative.scope"),
    "a part of nothing": ("at_least = 1 }]", "at_least = 0 }]", "composition.initiative.parts.0.at_least"),
    "a ceiling for no field": ("[grant_ceiling.general]", "[grant_ceiling.generel]", "grant_ceiling.generel"),
    "an obligation of no field": (
        "[priority_obligation.general]",
        "[priority_obligation.vat]",
        "priority_obligation.vat",
    ),
    "a body that asks for nothing": (
        'asked_by = ["eacea"]',
        'asked_by = ["eaca"]',
        "identifiers.pic.asked_by.0",
    ),
    "outsiders in no role": ("[outsiders.partner]", "[outsiders.applicant]", "outsiders.applicant"),
    "outsiders of no region": (
        'regions = ["region-2"]',
        'regions = ["region-9"]',
        "outsiders.partner.regions",
    ),
    "a barred country that is none": (
        'barred = ["BY"]',
        'barred = ["Belarus"]',
        "outsiders.partner.barred.0",
    ),
    "a cap for no field": (
        'fields = ["vet", "youth"]',
        'fields = ["vat", "youth"]',
        "application_cap.fields",
    ),
    "bounds that are no span": ("lowest = 1000", "lowest = 3000", "grant_bounds"),
    "an exact length outside its bounds": (
        "max_months = 24, source",
        "max_months = 24, only = [6, 36], source",
        "duration.youth",
    ),
    "words for countries that lack one": ('outsides = "Partner Countries"\n', "", "terms.outsides"),
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
    "a part of no kind": (
        'label = "a school", kinds = ["school"]',
        'label = "a school", kinds = ["skool"]',
        "composition.initiative.a school",
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
    assert not FRAMEWORK.search(message)


def test_a_key_that_nobody_knows_is_told_as_that(folder):
    with pytest.raises(GuideError, match=r"2015\.toml: tolls: there is no such key$"):
        with_call(folder, 2015, f"{FIRST}\n[tolls]\npages = 10\n")


# What the second call adds, and the key that is at fault. `extends` and tables may stand anywhere in it.
REFUSED_LATER = {
    "a restated figure without source": (
        "[duration]\nvet = { min_months = 1, max_months = 2 }",
        "duration.vet",
    ),
    "half a block without source": ("[duration.vet]\nmin_months = 1", "duration.vet"),
    "half a table of a block": ('[grant_ceiling.general.by_months]\n"36" = 450000', "grant_ceiling.general"),
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
    assert not FRAMEWORK.search(message)


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
    assert silent != SECOND or topic in ("budget", "helps", "ended")
    if topic == "guide":
        with pytest.raises(GuideError, match=rf"^{ACTION}/2016\.toml: {topic}"):
            with_call(folder, 2016, silent)
    else:
        assert not getattr(with_call(folder, 2016, silent), topic)


# What the Guide says for all actions stands in a folder of its own

SHARED = ("terms", "guide", "programme_countries", "regions", "overseas", "agencies", "awaiting_agency")
SHARED += ("kinds", "languages")
HEAD = FIRST[: FIRST.index("[terms]")]
OWN = HEAD + tables(FIRST, *(set(tomllib.loads(FIRST)) - {*SHARED}))


@pytest.fixture
def programme(folder):
    """The folder of the action, and one of the programme which holds what all actions share."""
    made = folder.parent / PROGRAMME
    made.mkdir()
    (made / "2015.toml").write_text(tables(FIRST, *SHARED), encoding="utf-8")
    (folder / "2015.toml").write_text(OWN, encoding="utf-8")
    return made


@pytest.mark.usefixtures("programme")
def test_an_action_builds_on_the_programme(folder):
    built = read_edition(folder, 2015)
    assert with_call(folder, 2015, FIRST) == built


@pytest.mark.usefixtures("programme")
def test_an_action_has_the_last_word(folder):
    own_text = OWN + '[languages]\ncodes = ["de"]\nsource = "recalled"\n'
    (folder / "2015.toml").write_text(own_text, encoding="utf-8")
    edition = read_edition(folder, 2015)
    assert edition.languages.codes == ("de",)
    assert edition.languages.source.section == "Another section"
    assert edition.programme_countries.codes == ("BE", "NL", "PL")


@pytest.mark.usefixtures("programme")
def test_half_a_block_of_the_programme_cannot_be_restated(folder):
    text = OWN + '[regions.region-2]\ncodes = ["GE"]\n'
    (folder / "2015.toml").write_text(text, encoding="utf-8")
    with pytest.raises(GuideError, match=rf"^{ACTION}/2015\.toml: regions\.region-2"):
        read_edition(folder, 2015)


def test_a_fault_of_the_programme_is_told_of_its_own_file(folder, programme):
    file = programme / "2015.toml"
    whole = file.read_text(encoding="utf-8")
    for old, new, key in (
        ('codes = ["UA"]', 'codes = ["Ukraine"]', "regions.region-2.codes.0"),
        ('codes = ["en"]\nsource = "s"', 'codes = ["en"]', "languages.source"),
        ('codes = ["en"]\nsource = "s"', 'codes = ["en"]\nsource = "t"', "languages"),
    ):
        assert whole.count(old) == 1
        file.write_text(whole.replace(old, new), encoding="utf-8")
        with pytest.raises(GuideError) as caught:
            read_edition(folder, 2015)
        assert str(caught.value).startswith(f"{PROGRAMME}/2015.toml: "), caught.value
        assert key in str(caught.value)


def test_the_programme_of_a_later_call_is_carried_over_by_itself(folder, programme):
    (folder / "2016.toml").write_text(without_top(SECOND, "guide"), encoding="utf-8")
    with pytest.raises(GuideError, match=f"{PROGRAMME}/2016"):
        read_edition(folder, 2016)
    later = without_top(SECOND, "deadlines")
    (programme / "2016.toml").write_text(later, encoding="utf-8")
    edition = read_edition(folder, 2016)
    assert edition.languages.source.carried_to == edition.duration["vet"].source.carried_to == 2016
    assert edition.guide.version == "2"
    assert edition.guide.source.carried_to is None


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
    assert len(available()) > 30


@pytest.mark.parametrize("action", sorted({action for _, action in available()}))
def test_an_action_has_every_call_from_its_first_to_its_last(action):
    calls = [call for call, known in available() if known == action]
    assert calls == list(range(calls[0], calls[-1] + 1))
    newest = available()[-1][0]
    assert [call for call in calls if open_edition(call, action).ended] == [calls[-1]] * (calls[-1] < newest)


@pytest.mark.parametrize(("call", "action"), available())
def test_every_edition_loads(call, action):
    edition = open_edition(call, action)
    assert (edition.call, edition.action) == (call, action)
    assert edition is open_edition(call, action)


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


@pytest.mark.slow
@each_edition
def test_nothing_in_an_edition_or_form_can_be_changed(edition):
    kinds = set()
    for model in chain(models(edition), models(form_of(edition.form, edition.call))):
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
        # Words are no figures, and the parts of a composition stand within its block.
        assert isinstance(model, Cited | Source | Edition | Terms | Part | UnitCosts)
    for source in sources(edition):
        assert source.section
        assert source.edition
        assert source.carried_to in (None, edition.call)
        assert source.grade is not Grade.OFFICIAL or source.evidence, source


def named_sources(file):
    """The [sources] of a file, and how often each is cited there."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    declared = raw.pop("sources", {})
    return declared, Counter(citations(raw))


def citations(node):
    if isinstance(node, dict):
        if isinstance(node.get("source"), str):
            yield node["source"]
        yield from node.get("read_in", ())
        yield from chain.from_iterable(map(citations, node.values()))
    elif isinstance(node, list):
        yield from chain.from_iterable(map(citations, node))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
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
    for key, region in edition.regions.items():
        assert key.removeprefix("region-").rstrip("ab") == str(region.number)
    assert {territory.state for territory in edition.overseas.values()} <= set(
        edition.programme_countries.codes
    )


@each_edition
def test_what_an_edition_names_exists(edition):
    assert set(edition.kinds) == set(words("kinds"))
    assert "general" in edition.minimum
    shaped = {f"{shape}.{field}" for field, shape in shapes_of(edition) if shape}
    keys = {"general", *edition.fields, *edition.formats, *shaped}
    for topic in Edition.model_fields:
        if topic in TABLES:
            assert set(getattr(edition, topic)) <= keys, topic
    for field, shape in shapes_of(edition):
        for topic in ("minimum", "duration", "deadlines", "managers"):
            assert own(edition, topic, field, shape), (topic, field, shape)
    assert set(edition.budget) <= {"total", *edition.fields}
    assert set(edition.priority_lists) in (set(), {"horizontal", *edition.fields})
    assert {key.partition("/")[0] for key in edition.priorities} <= set(edition.priority_lists)
    assert bool(edition.priorities) is bool(edition.priority_obligation)
    for cap in (edition.application_cap, edition.applicant_cap):
        assert cap is None or set(cap.fields) <= set(edition.fields)
    for outsiders in edition.outsiders.values():
        assert set(outsiders.regions) <= set(edition.regions)
        assert set(outsiders.barred) & set(edition.programme_countries.codes) == set()
    assert {field for agency in edition.agencies.values() for field in agency.fields} <= set(words("fields"))
    assert {agency.country for agency in edition.agencies.values()} <= set(edition.programme_countries.codes)


TABLES = (
    "minimum",
    "maximum",
    "composition",
    "duration",
    "duration_doubt",
    "start_windows",
    "deadlines",
    "managers",
    "priority_obligation",
    "grant_ceiling",
)


@each_edition
def test_each_field_has_a_code_of_its_own(edition):
    general = [field.codes["general"] for field in edition.fields.values()]
    assert len(set(general)) == len(general)
    for field, shape in shapes_of(edition):
        codes = edition.fields[field].codes
        code = codes.get(shape, codes["general"])
        agency = code.startswith("KA2")
        assert agency or code.startswith(
            ("EPPKA2-", f"ERASMUS-SPORT-{edition.call}-", "ERASMUS-EDU-", "ERASMUS-YOUTH-")
        )
        assert agency is (body_of(edition, field, shape) == "national-agency"), (field, shape)


@each_edition
def test_money_is_a_ceiling_bounds_or_lump_sums(edition):
    kinds = [bool(edition.grant_ceiling), bool(edition.grant_bounds), bool(edition.lump_sums)]
    assert kinds.count(True) == 1
    assert bool(edition.packages) is bool(edition.management_share)
    assert not edition.packages or edition.lump_sums
    if edition.lump_sums:
        amounts = edition.lump_sums.amounts
        assert list(amounts) == sorted(set(amounts))
    for ceiling in edition.grant_ceiling.values():
        assert all(int(months) > 0 for months in ceiling.by_months)
        assert ceiling.total or ceiling.per_organisation_year or ceiling.by_months


@each_edition
def test_windows_and_deadlines_have_the_same_rounds(edition):
    for field, shape in shapes_of(edition):
        deadlines, windows = own(edition, "deadlines", field, shape), windows_of(edition, field, shape)
        # EACEA sets no window; agencies always do.
        assert bool(windows) is (body_of(edition, field, shape) == "national-agency"), (field, shape)
        if windows:
            assert list(windows) == [deadline.round for deadline in deadlines]
            for deadline in deadlines:
                first, last = windows[deadline.round]
                assert deadline.effective.date() < first <= last


@each_edition
def test_doubts_lie_within_what_is_allowed(edition):
    for field, shape in shapes_of(edition):
        sure = own(edition, "duration_doubt", field, shape)
        if sure:
            allowed = lengths(edition, field, shape)
            assert allowed[0] <= sure.min_months <= sure.max_months <= allowed[-1]
            assert (sure.min_months, sure.max_months) != (allowed[0], allowed[-1])


@each_edition
def test_exact_lengths_span_what_is_allowed(edition):
    for allowed in edition.duration.values():
        if allowed.only:
            assert list(allowed.only) == sorted(set(allowed.only))
            assert (allowed.only[0], allowed.only[-1]) == (allowed.min_months, allowed.max_months)


@each_edition
def test_every_country_that_counts_has_an_agency_for_each_field_of_the_agencies(edition):
    for country in edition.programme_countries.codes:
        for field in edition.fields:
            if body_of(edition, field) == "national-agency":
                assert agencies_of(edition, country, field), (country, field)
    for code, agency in edition.agencies.items():
        assert code[:2] == countries.shown(agency.country)
        assert code[2:].isdigit()


# Looking up


def test_look_ups_follow_the_edition(folder):
    edition = read_edition(folder, 2015)
    assert [state_of(edition, code) for code in ("SX", "NL", "UA")] == ["NL", "NL", "UA"]
    statuses = [status_of(edition, code) for code in ("SX", "BE", "UA", "CH")]
    assert statuses == [Status.INSIDE, Status.INSIDE, Status.OUTSIDE, Status.OUTSIDE]
    assert [standing_of(edition, code) for code in ("SX", "UA")] == ["Programme Country", "Partner Country"]
    assert [region_of(edition, code) for code in ("UA", "CH", "BE")] == ["region-2", None, None]
    assert formats_of(edition, "youth") == ("initiative",)
    assert formats_of(edition, "vet") == ()
    assert list(priorities_of(edition, "vet")) == ["vet/work"]
    assert priorities_of(edition, "youth") == {}
    assert agencies_of(edition, "BE", "vet") == agencies_of(edition, "BE", None) == ("BE02",)
    assert agencies_of(edition, "BE", "youth") == agencies_of(edition, "UA", None) == ()
    spring, autumn = edition.start_windows["youth"]
    assert window_dates(edition, spring) == (date(2015, 6, 1), date(2015, 9, 30))
    assert window_dates(edition, autumn) == (date(2015, 9, 1), date(2016, 1, 31))


@pytest.mark.parametrize(
    ("keys", "field", "project_format", "picked"),
    [
        (("general",), "vet", None, "general"),
        (("general",), None, None, "general"),
        (("general", "vet"), "vet", None, "vet"),
        (("general", "vet"), "youth", None, "general"),
        (("general", "vet"), None, None, "general"),
        (("general", "vet", "regional"), "vet", "regional", "regional"),
        (("general", "vet", "regional"), None, "regional", "regional"),
        (("general", "vet", "regional", "regional.vet"), "vet", "regional", "regional.vet"),
        (("general", "vet", "regional", "regional.vet"), "youth", "regional", "regional"),
        (("general", "vet"), "vet", "regional", "vet"),
        (("vet",), "youth", None, None),
        ((), "vet", "regional", None),
    ],
)
def test_the_entry_of_a_table_that_fits_best_is_picked(keys, field, project_format, picked):
    table = {key: key for key in keys}
    assert pick(table, field=field, project_format=project_format) == picked


# The facts

EDUCATION = ("school", "vet", "higher-education", "adult")
STRATEGIC = tuple(call for call, action in available() if action == "strategic-partnership")
NEW = tuple(call for call, action in available() if action == "cooperation-partnership")
EU_28 = "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
KA220, KA210, KA240 = (
    "cooperation-partnership",
    "small-scale-partnership",
    "school-development-partnership",
)
KNOWLEDGE, SKILLS = "knowledge-alliance", "sector-skills-alliance"


@pytest.mark.parametrize("call", STRATEGIC)
def test_facts_of_all_strategic_partnerships(call):
    edition = open_edition(call, ACTION)
    ceiling = edition.grant_ceiling["general"]
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
    schools_only = "KA201" if call == 2014 else "KA219" if call < 2018 else "KA229"
    assert edition.fields["school"].codes["school-exchange"] == schools_only
    assert len(edition.aims) == 11
    assert len(edition.activities) == 9
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
    assert edition.outsiders == {}
    assert (edition.events_need_outputs.item, edition.events_need_outputs.needs) == ("events", "outputs")
    assert {name: (c.max_points, c.min_points) for name, c in edition.award_criteria.items()} == {
        "relevance": (30, 15),
        "design": (20, 10),
        "team": (20, 10),
        "impact": (30, 15),
    }
    assert edition.pass_mark.points == 60
    assert {manager.body for manager in edition.managers.values()} == {"national-agency"}


@each_edition
def test_countries_by_call(edition):
    call, codes = edition.call, edition.programme_countries.codes
    eu = set(EU_28.split()) - ({"GB"} if call > 2020 else set())
    assert set(codes) == eu | {"IS", "LI", "MK", "NO", "TR"} | ({"RS"} if call > 2018 else set())
    assert len(codes) == len(set(codes))
    for code in ("CH", "UA", "RU", "XK", *(["RS"] if call < 2019 else []), *(["GB"] if call > 2020 else [])):
        assert status_of(edition, code) is Status.OUTSIDE
        assert region_of(edition, code), code
    assert edition.terms.inside == (
        "Programme Country" if call < 2021 else "EU Member State or associated country"
    )


@pytest.mark.parametrize("code", ["CH", "GB", "FO"])
@pytest.mark.parametrize("call", NEW)
def test_region_14_is_switzerland_the_united_kingdom_and_the_faroes(call, code):
    for action in (KA220, KA210):
        edition = open_edition(call, action)
        assert edition.regions[region_of(edition, code)].number == 14
        assert len(edition.regions[region_of(edition, code)].codes) == 3


@each_edition
def test_agencies_ask_for_the_pic_until_2019_and_for_the_oid_from_2020_on(edition):
    asking = {key: set(entry.asked_by) for key, entry in edition.identifiers.items()}
    early = {"pic": {"national-agency", "eacea"}, "oid": set()}
    assert asking == (early if edition.call < 2020 else {"pic": {"eacea"}, "oid": {"national-agency"}})


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


@pytest.mark.parametrize("call", STRATEGIC)
def test_starts_of_strategic_partnerships(call):
    edition = open_edition(call, ACTION)
    for field in EDUCATION:
        (window,) = edition.start_windows[field]
        assert window_dates(edition, window) == (date(call, 9, 1), date(call, 12, 31))
        assert window.source.grade is Grade.PUBLISHED
    spring = [(date(call, 5 if call < 2018 else 6, 1), date(call, 9, 30))] if call > 2014 else []
    assert [window_dates(edition, window) for window in edition.start_windows["youth"]] == [
        *spring,
        (date(call, 9, 1), date(call + 1, 1, 31)),
        (date(call + 1, 2, 1), date(call + 1, 5, 31)),
    ]


@pytest.mark.parametrize(
    ("call", "action", "field", "spans"),
    [
        *(
            (2021, KA220, field, [((2021, 11, 1), (2022, 2, 28)), ((2022, 3, 1), (2022, 5, 31))][:rounds])
            for field, rounds in (("vet", 1), ("youth", 2))
        ),
        *(
            (2021, KA210, field, [((2021, 11, 1), (2022, 2, 28)), ((2022, 3, 1), (2022, 5, 31))])
            for field in ("vet", "youth")
        ),
        *(
            (call, action, "vet", [((call, 9, 1), (call, 12, 31)), ((call + 1, 1, 1), (call + 1, 8, 31))])
            for call in NEW[1:]
            for action in (KA220, KA210)
        ),
        (
            2023,
            KA210,
            "youth",
            [((2023, 9, 1), (2023, 12, 31)), ((2023, 8, 1), (2023, 12, 31)), ((2024, 1, 1), (2024, 8, 31))],
        ),
        (2026, KA240, "school", [((2026, 10, 1), (2026, 10, 1)), ((2027, 1, 1), (2027, 5, 31))]),
        *((call, action, "sport", []) for call in NEW for action in (KA220, KA210)),
        *(
            (call, action, field, [])
            for call in STRATEGIC
            for action, field in ((KNOWLEDGE, "higher-education"), (SKILLS, "vet"))
        ),
    ],
)
def test_starts(call, action, field, spans):
    found = windows_of(open_edition(call, action), field)
    assert list(found.values()) == [(date(*first), date(*last)) for first, last in spans]


def rounds_of(call, *days, hour=12):
    """Moments on days of a year, each written month-day."""
    return [datetime.fromisoformat(f"{call}-{day}T{hour}:00") for day in days]


DEADLINES = [
    *((2014, ACTION, field, None, rounds_of(2014, "04-30")) for field in EDUCATION),
    *((2015, ACTION, field, None, rounds_of(2015, "03-31")) for field in EDUCATION),
    *((2016, ACTION, field, None, rounds_of(2016, "03-31")) for field in EDUCATION),
    *((2017, ACTION, field, None, rounds_of(2017, "03-29")) for field in EDUCATION),
    *((2018, ACTION, field, None, rounds_of(2018, "03-21")) for field in EDUCATION),
    *((2019, ACTION, field, None, rounds_of(2019, "03-21")) for field in EDUCATION),
    *((2020, ACTION, field, None, rounds_of(2020, "04-23")) for field in EDUCATION),
    (2014, ACTION, "youth", None, rounds_of(2014, "04-30", "10-01")),
    (2015, ACTION, "youth", None, rounds_of(2015, "02-04", "04-30", "10-01")),
    (2016, ACTION, "youth", None, rounds_of(2016, "02-02", "04-26", "10-04")),
    (2017, ACTION, "youth", None, rounds_of(2017, "02-02", "04-26", "10-04")),
    (2018, ACTION, "youth", None, rounds_of(2018, "02-15", "04-26", "10-04")),
    (2019, ACTION, "youth", None, rounds_of(2019, "02-05", "04-30", "10-01")),
    (2020, ACTION, "youth", None, rounds_of(2020, "02-05", "05-07", "10-01")),
    (2020, ACTION, "school", "school-exchange", rounds_of(2020, "04-23")),
    (2020, ACTION, "vet", "digital-education", rounds_of(2020, "10-29")),
    (2020, ACTION, "youth", "creativity", rounds_of(2020, "10-29")),
    *((2014, action, None, None, rounds_of(2014, "04-03")) for action in (KNOWLEDGE, SKILLS)),
    *((2015, action, None, None, rounds_of(2015, "02-26")) for action in (KNOWLEDGE, SKILLS)),
    *((2016, action, None, None, rounds_of(2016, "02-26")) for action in (KNOWLEDGE, SKILLS)),
    (2017, KNOWLEDGE, None, None, rounds_of(2017, "02-28")),
    *((2018, action, None, None, rounds_of(2018, "02-28")) for action in (KNOWLEDGE, SKILLS)),
    *((2019, action, None, None, rounds_of(2019, "02-28")) for action in (KNOWLEDGE, SKILLS)),
    *((2020, action, None, None, rounds_of(2020, "02-26", hour=17)) for action in (KNOWLEDGE, SKILLS)),
    (2021, KA220, "vet", None, rounds_of(2021, "05-21")),
    (2021, KA220, "youth", None, rounds_of(2021, "05-21", "11-03")),
    (2021, KA220, "sport", None, rounds_of(2021, "06-17", hour=17)),
    (2021, KA220, "vet", "european-ngo", rounds_of(2021, "06-15", hour=17)),
    (2021, KA210, "vet", None, rounds_of(2021, "05-21", "11-03")),
    (2022, KA220, "vet", None, rounds_of(2022, "03-23", "10-04")),
    (2022, KA220, "sport", None, rounds_of(2022, "03-23", hour=17)),
    (2022, KA210, "adult", None, rounds_of(2022, "03-23", "10-04")),
    (2023, KA220, "vet", None, rounds_of(2023, "03-24", "10-04")),
    (2023, KA220, "youth", "european-ngo", rounds_of(2023, "03-22", hour=17)),
    (2023, KA210, "school", None, rounds_of(2023, "03-24", "10-04")),
    (2023, KA210, "youth", None, rounds_of(2023, "03-24", "05-04", "10-04")),
    (2024, KA220, "youth", None, rounds_of(2024, "03-05", "10-08")),
    (2024, KA210, "vet", None, rounds_of(2024, "03-05", "10-08")),
    (2024, KA210, "youth", None, rounds_of(2024, "03-05", "05-07", "10-08")),
    *(
        (call, action, field, None, rounds_of(call, "03-05", "10-01"))
        for call in (2025, 2026)
        for action in (KA220, KA210)
        for field in ("vet", "youth")
    ),
    *(
        (call, action, "sport", None, rounds_of(call, "03-05", hour=17))
        for call in (2024, 2025, 2026)
        for action in (KA220, KA210)
    ),
    (2026, KA240, "school", None, rounds_of(2026, "04-09", "10-01")),
]


@pytest.mark.parametrize(("call", "action", "field", "shape", "moments"), DEADLINES)
def test_deadlines_in_brussels_time(call, action, field, shape, moments):
    found = own(open_edition(call, action), "deadlines", field, shape)
    assert [deadline.effective for deadline in found] == moments
    assert [deadline.round for deadline in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("call", "action", "field", "optional"),
    [
        (2021, KA220, "youth", [False, False]),
        (2023, KA220, "vet", [False, True]),
        (2023, KA220, "youth", [False, False]),
        (2023, KA210, "vet", [False, False]),
        (2023, KA210, "youth", [False, True, False]),
        *((call, action, "vet", [False, True]) for call in (2025, 2026) for action in (KA220, KA210)),
        (2026, KA240, "school", [False, True]),
    ],
)
def test_rounds_that_take_place_only_where_an_agency_opens_them(call, action, field, optional):
    found = own(open_edition(call, action), "deadlines", field)
    assert [deadline.optional for deadline in found] == optional


@pytest.mark.parametrize(
    ("call", "action", "field", "shape", "months"),
    [
        (2014, ACTION, "school", None, [24, 36]),
        *((2014, ACTION, field, None, [24, 36]) for field in EDUCATION[1:]),
        (2014, ACTION, "school", "school-exchange", [24, 36]),
        (2014, ACTION, "youth", None, range(6, 25)),
        *((2015, ACTION, field, None, range(12, 37)) for field in ("school", "vet", "adult")),
        *(
            (call, ACTION, field, None, range(12, 37))
            for call in range(2016, 2021)
            for field in ("school", "vet", "adult")
        ),
        *((call, ACTION, "higher-education", None, range(24, 37)) for call in range(2015, 2021)),
        *((call, ACTION, "youth", None, range(6, 37)) for call in range(2015, 2021)),
        *((call, ACTION, "school", "school-exchange", range(12, 37)) for call in range(2015, 2021)),
        (2020, ACTION, "vet", "digital-education", range(12, 25)),
        (2020, ACTION, "adult", "creativity", range(12, 25)),
        (2020, ACTION, "youth", "creativity", range(6, 25)),
        *((call, KNOWLEDGE, "higher-education", None, [24, 36]) for call in STRATEGIC),
        *((call, SKILLS, "vet", None, [24, 36]) for call in (2014, 2015)),
        *((call, SKILLS, "vet", "lot-3", [48]) for call in (2017, 2018, 2019)),
        (2020, SKILLS, "vet", "lot-2", [48]),
        *(
            (call, KA220, field, None, range(12, 37))
            for call in NEW
            for field in ("vet", "higher-education", "youth", "sport")
        ),
        *((call, KA210, field, None, range(6, 25)) for call in NEW for field in ("vet", "sport")),
        (2026, KA240, "school", None, [36]),
    ],
)
def test_lengths(call, action, field, shape, months):
    assert lengths(open_edition(call, action), field, shape) == list(months)


def test_lengths_of_2015_are_doubted_and_those_of_2016_are_not():
    doubts = open_edition(2015, ACTION).duration_doubt
    assert {field: (doubt.min_months, doubt.max_months) for field, doubt in doubts.items()} == {
        "school": (24, 36),
        "vet": (24, 36),
        "adult": (24, 36),
        "youth": (6, 24),
    }
    assert {field: doubt.source.grade for field, doubt in doubts.items()} == {
        "school": Grade.PUBLISHED,
        "vet": Grade.PUBLISHED,
        "adult": Grade.PUBLISHED,
        "youth": Grade.UNVERIFIED,
    }
    assert open_edition(2016, ACTION).duration_doubt == {}


@pytest.mark.parametrize("call", [2018, 2019, 2020])
def test_facts_of_school_exchanges(call):
    edition = open_edition(call, ACTION)
    doubt = edition.duration_doubt["school-exchange"]
    assert (doubt.min_months, doubt.max_months) == (12, 24)
    assert edition.maximum["school-exchange"].organisations == 6
    ceiling = edition.grant_ceiling["school-exchange"]
    assert (ceiling.per_organisation_year, ceiling.per_month, ceiling.total) == (16_500, None, None)
    assert edition.formats["school-exchange"].programme_countries_only
    assert edition.formats["school-exchange"].project_type == "good-practice"


def test_the_special_call_of_2020_lasts_two_years_at_most_and_starts_in_spring():
    edition = open_edition(2020, ACTION)
    for shape, fields in (
        ("digital-education", {"school", "vet", "higher-education"}),
        ("creativity", {"school", "adult", "youth"}),
    ):
        assert set(edition.formats[shape].fields) == fields
        assert windows_of(edition, min(fields), shape) == {1: (date(2021, 3, 1), date(2021, 6, 30))}
        assert edition.grant_ceiling[shape].per_month * 24 == edition.grant_ceiling[shape].total


@pytest.mark.parametrize("call", STRATEGIC)
def test_facts_of_knowledge_alliances(call):
    edition = open_edition(call, KNOWLEDGE)
    minimum, composition = edition.minimum["general"], edition.composition["general"]
    assert (minimum.organisations, minimum.countries) == (6, 3)
    assert composition.scope == "consortium"
    parts = {part.kinds: part.at_least for part in composition.parts}
    assert parts == {("higher-education-institution",): 2, ("enterprise",): 2}
    assert edition.grant_ceiling["general"].by_months == {"24": 700_000, "36": 1_000_000}
    assert edition.pass_mark.points == 70
    assert [edition.managers[key].body for key in edition.managers] == ["eacea"]


@pytest.mark.parametrize("call", NEW)
def test_facts_of_cooperation_partnerships(call):
    edition = open_edition(call, KA220)
    assert set(edition.fields) == {*EDUCATION, "youth", "sport"}
    codes = {field: entry.codes["general"] for field, entry in edition.fields.items()}
    assert codes == {
        "school": "KA220-SCH",
        "vet": "KA220-VET",
        "higher-education": "KA220-HED",
        "adult": "KA220-ADU",
        "youth": "KA220-YOU",
        "sport": f"ERASMUS-SPORT-{call}-SCP",
    }
    minimum = edition.minimum["general"]
    assert (list(edition.minimum), minimum.organisations, minimum.countries) == (["general"], 3, 3)
    assert {key: entry.body for key, entry in edition.managers.items()} == {
        "general": "national-agency",
        "sport": "eacea",
        "european-ngo": "eacea",
    }
    assert set(edition.formats["european-ngo"].fields) == {*EDUCATION, "youth"}
    cap, age = edition.application_cap, edition.established
    # Before 2024 only the secretariat of a European NGO had to have existed for a while.
    assert (age.years, age.formats) == ((2, ()) if call > 2023 else (1, ("european-ngo",)))
    assert (cap and cap.applications) == (10 if call > 2023 else None)
    assert cap is None or set(cap.fields) == {"school", "vet", "adult", "youth"}
    duty = edition.priority_obligation["sport"]
    assert (duty.at_least, duty.at_most, duty.strength) == (1, 1, "error")
    assert (edition.priority_limits.further, edition.priority_limits.topics) == (2, 3)
    if call == 2021:
        assert (edition.grant_bounds.lowest, edition.grant_bounds.highest) == (100_000, 400_000)
        return
    assert edition.lump_sums.amounts == (120_000, 250_000, 400_000)
    assert {(m.share, m.of, m.strength) for m in edition.management_share.values()} == {
        (Decimal("0.2"), "lump-sum", "error"),
        (Decimal("0.2"), "other-packages", "warning"),
    }
    packages = edition.packages
    assert (packages.recommended, packages.at_most, packages.at_least) == (5, 11, 2)


@pytest.mark.parametrize("call", NEW)
def test_facts_of_small_scale_partnerships(call):
    edition = open_edition(call, KA210)
    codes = {field: entry.codes["general"] for field, entry in edition.fields.items()}
    assert codes == {
        "school": "KA210-SCH",
        "vet": "KA210-VET",
        "adult": "KA210-ADU",
        "youth": "KA210-YOU",
        "sport": f"ERASMUS-SPORT-{call}-SSCP",
    }
    minimum = edition.minimum["general"]
    assert (list(edition.minimum), minimum.organisations, minimum.countries) == (["general"], 2, 2)
    assert edition.lump_sums.amounts == (30_000, 60_000)
    assert edition.packages is None
    assert edition.management_share == {}
    assert edition.established is None
    assert not edition.outsiders["partner"].admitted
    cap, applicant = edition.application_cap, edition.applicant_cap
    assert (cap and cap.applications) == (5 if call > 2023 else None)
    assert (applicant and applicant.applications) == (1 if call > 2023 else None)
    assert edition.charter.strength == ("error" if call > 2024 else "warning")
    assert {key: entry.body for key, entry in edition.managers.items()} == {
        "general": "national-agency",
        "sport": "eacea",
    }


def test_facts_of_school_development_partnerships():
    edition = open_edition(2026, KA240)
    assert {key: field.codes["general"] for key, field in edition.fields.items()} == {"school": "KA240-SCH"}
    minimum, composition = edition.minimum["general"], edition.composition["general"]
    assert (minimum.organisations, minimum.countries) == (6, 2)
    assert composition.scope == "applicant-country-and-another"
    assert [(part.kinds, part.at_least) for part in composition.parts] == [
        (("school-authority",), 1),
        (("school",), 2),
    ]
    assert edition.lump_sums.amounts == (400_000,)
    assert edition.packages.at_most == 12
    assert edition.pass_mark.points == 70
    assert edition.applicant_cap.applications == 1
    assert not edition.outsiders["partner"].admitted


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


@pytest.mark.parametrize("call", STRATEGIC)
def test_a_priority_is_a_must_from_2016_on(call):
    (duty,) = open_edition(call, ACTION).priority_obligation.values()
    assert (duty.at_least, duty.at_most) == (1, None)
    assert duty.strength == ("error" if call > 2015 else "note")


@pytest.mark.parametrize("call", STRATEGIC)
def test_project_types_begin_with_2016_and_higher_education_has_one_from_2018_on(call):
    types = open_edition(call, ACTION).types
    if call < 2016:
        assert types == {}
        return
    everywhere = {*EDUCATION, "youth"}
    assert {name: set(kind.fields) for name, kind in types.items()} == {
        "innovation": everywhere,
        "good-practice": everywhere - ({"higher-education"} if call > 2017 else set()),
    }
    assert types["innovation"].budget_items == ("outputs", "events")
    assert types["good-practice"].budget_items == ()


@pytest.mark.parametrize("call", STRATEGIC)
def test_formats(call):
    formats = open_edition(call, ACTION).formats
    fields = {name: shape.fields for name, shape in formats.items()}
    known = {"school-exchange": ("school",), "regional": ("school",), "youth-initiative": ("youth",)}
    assert {name: fields[name] for name in known} == known
    assert set(fields) - set(known) == ({"digital-education", "creativity"} if call == 2020 else set())
    schools = formats["school-exchange"]
    assert set(schools.kinds) == {"school", "vet-provider", "adult-education-provider"}
    assert schools.programme_countries_only
    assert schools.project_type == (None if call < 2016 else "good-practice")


@pytest.mark.parametrize(
    ("call", "version", "published", "reference"),
    [
        (2014, "3 (2014)", date(2014, 4, 9), "EAC/S11/13"),
        (2015, "3 (2015)", date(2014, 11, 14), "EAC/A04/2014"),
        (2016, "1 (2016)", date(2015, 10, 20), "EAC/A04/2015"),
        (2017, "2 (2017)", date(2017, 1, 20), "EAC/A03/2016"),
        (2018, "1 (2018)", date(2017, 10, 25), "EAC/A05/2017"),
        (2019, "2 (2019)", date(2019, 1, 15), "EAC/A03/2018"),
    ],
)
def test_guides(call, version, published, reference):
    guide = open_edition(call, ACTION).guide
    assert (guide.version, guide.published, guide.call_reference) == (version, published, reference)
    assert guide.source.carried_to is None


REFERENCES = {
    2020: "EAC/A02/2019",
    2021: "EAC/A01/2021",
    2022: "EAC/A09/2021",
    2023: "EAC/A10/2022",
    2024: "EAC/A07/2023",
    2025: "EAC/A08/2024",
    2026: "EAC/A12/2025",
}


@each([edition for edition in EDITIONS if edition.call in REFERENCES])
def test_references_of_calls(edition):
    assert edition.guide.call_reference == REFERENCES[edition.call]
    assert edition.guide.source.carried_to is None


@pytest.mark.parametrize(
    ("path", "grade"),
    [
        ("grant_ceiling.general", Grade.OFFICIAL),
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
        ("duration.vet", Grade.RECALLED),
        ("award_criteria.impact", Grade.RECALLED),
        ("fields_only", Grade.RECALLED),
        ("composition.regional", Grade.UNVERIFIED),
        ("latest_end", Grade.PUBLISHED),
        ("regions.region-11", Grade.UNVERIFIED),
    ],
)
def test_grades_of_2015(path, grade):
    node = open_edition(2015, ACTION)
    for part in path.split("."):
        is_list = isinstance(node, tuple)
        node = node[int(part)] if is_list else node[part] if isinstance(node, dict) else getattr(node, part)
    assert node.source.grade is grade


@pytest.mark.parametrize("call", [2025, 2026])
def test_what_was_read_in_the_guide_is_official(call):
    edition = open_edition(call, KA220)
    for topic in ("programme_countries", "established", "application_cap", "lump_sums", "pass_mark"):
        assert getattr(edition, topic).source.grade is Grade.OFFICIAL, topic
    for topic in ("minimum", "duration", "deadlines", "start_windows", "outsiders", "award_criteria"):
        assert {source.grade for source in sources(getattr(edition, topic))} == {Grade.OFFICIAL}, topic


# Forms


@each_edition
def test_the_form_of_an_edition_is_there_and_is_of_its_call(edition):
    for field, shape in shapes_of(edition):
        form = form_for(edition, field=field, project_format=shape)
        assert form.since <= edition.call <= (form.until or edition.call)
        for question in form.questions():
            assert set(question.criteria) <= set(edition.award_criteria), question.id
    form = form_for(edition, field=None, project_format=None)
    assert form is form_of(edition.form, edition.call)
    wanted = edition.summary_language
    for key in wanted.questions if wanted else ():
        question = form.question(key)
        assert question is not None, key
        assert question.optional


@pytest.mark.parametrize(
    ("call", "action", "field", "shape", "form_id"),
    [
        (2017, ACTION, "school", "school-exchange", "sp-2016"),
        (2018, ACTION, "school", "school-exchange", "ka229"),
        (2020, ACTION, "school", "school-exchange", "ka229"),
        (2020, ACTION, "school", None, "sp-2018"),
        (2020, ACTION, "vet", "digital-education", "sp-2018"),
        (2014, KNOWLEDGE, "higher-education", None, "plain"),
        (2021, KA220, "youth", None, "ka220"),
        (2026, KA220, "youth", "european-ngo", "plain"),
        (2026, KA220, "sport", None, "plain"),
        (2026, KA210, "adult", None, "ka210"),
        (2026, KA210, "sport", None, "plain"),
        (2026, KA240, "school", None, "plain"),
    ],
)
def test_which_form_is_filled_in(call, action, field, shape, form_id):
    assert form_for(open_edition(call, action), field=field, project_format=shape).id == form_id


@each_edition
def test_each_call_has_its_own_parts_of_the_form(edition):
    whole, used = open_form(edition.form), form_of(edition.form, edition.call)
    asked = {
        question.id
        for section in whole.sections
        for question in section.questions
        if all(
            (part.since or whole.since) <= edition.call <= (part.until or whole.until or edition.call)
            and edition.call not in part.not_in
            for part in (section, question)
        )
    }
    assert {question.id for question in used.questions()} == asked
    assert used is form_of(edition.form, edition.call)


@each_edition
def test_the_form_asks_for_what_the_money_pays(edition):
    form = form_of(edition.form, edition.call)
    repeated = {question.repeat for question in form.questions()} - {None, "organisation"}
    if edition.packages:
        assert "work_package" in repeated
    elif edition.lump_sums:
        assert "activity" in repeated
    unit_costs = {"output", "event", "learning_activity"}
    assert not (unit_costs & repeated and edition.lump_sums)


@pytest.mark.parametrize("form_id", FORM_FILES)
def test_a_form_is_consistent(form_id):
    form = open_form(form_id)
    sections = [section.id for section in form.sections]
    assert len(set(sections)) == len(sections)
    ids = [question.id for question in form.questions()]
    assert len(set(ids)) == len(ids) > 20
    letters = [bool(section.letter) for section in form.sections]
    assert all(letters) or not any(letters)
    for section in form.sections:
        calls = {call for call, _ in available() if form.since <= call <= (form.until or call)}
        assert set(map(int, section.letters)) <= calls, section.id
        own = set(filter(section.is_of, calls))
        assert {section.since or form.since, section.until or max(calls)} <= calls, section.id
        for question in section.questions:
            assert any(map(question.is_of, own)), question.id
            assert {question.since or min(own), question.until or max(own), *question.not_in} <= own
            assert question.label
            assert question.ask.endswith((".", "?"))
            assert question.source.section
            assert question.source.evidence
    used = Counter(section.table for section in form.sections if section.table)
    assert not [table for table, count in used.items() if count > 1]


@pytest.mark.parametrize("form_id", FORM_FILES)
def test_a_form_finds_the_question_of_an_answer(form_id):
    form = open_form(form_id)
    for question in form.questions():
        assert form.question(question.id) is question
        assert form.question(f"{question.id}/p1") is question
    assert form.question("no.question") is None
    assert form.question("") is None


def test_every_form_file_belongs_to_an_edition():
    used = {form for edition in EDITIONS for form in (edition.form, *edition.special_forms.values())}
    assert set(FORM_FILES) == used


@each_edition
def test_special_forms_are_of_fields_and_formats(edition):
    assert set(edition.special_forms) <= {*edition.fields, *edition.formats}


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
since = 2016
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
    (tmp_path / "forms").mkdir()

    def read(text):
        (tmp_path / "forms" / "small.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr("erasmus_cli.guide.loader._in_use", [Library(shipped=tmp_path)])
        return open_form("small")

    return read


def test_the_small_form_loads(read_form):
    assert [question.id for question in read_form(FORM).questions()] == ["a.why"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('limit = 5000\nsource = "s"', "limit = 5000", "sections.0.questions.0.source"),
        ('limit = 5000\nsource = "s"', 'limit = 5000\nsource = "t"', "sections.0.questions.0.source"),
        ('since = 2016\nsource = "s"', "since = 2016", "source"),
        ("since = 2016", "", "since"),
        ("limit = 5000", "limit = 0", "sections.0.questions.0.limit"),
        ("limit = 5000", 'limit = "long"', "sections.0.questions.0.limit"),
        ("limit = 5000", "limits = 5000", "sections.0.questions.0.limits"),
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
