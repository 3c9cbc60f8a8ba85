"""Words that people use for those of a proposal: taken where they mean one, explained where not."""

import re
import tomllib
from importlib import resources
from itertools import combinations
from typing import get_args

import pytest

from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import parse
from erasmus_cli.proposal.types import Level, Role, StaffCategory
from erasmus_cli.resources import languages_folder
from erasmus_cli.wording.countries import folded, iso, names
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import available, speaking
from erasmus_cli.wording.terms import codes, words
from erasmus_cli.wording.words import meant

TABLE = tomllib.loads((resources.files("erasmus_cli.wording") / "words.toml").read_text(encoding="utf-8"))


def refusal(text):
    """Message and hint of the only thing that is refused."""
    with pytest.raises(UnreadableProposalError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return problem.message, problem.hint


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("BE", "BE"),
        ("el", "GR"),
        ("UK", "GB"),
        ("France", "FR"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Česko", "CZ"),
        ("cesko", "CZ"),
        ("Slovak Republic", "SK"),
        ("Slovensko", "SK"),
        ("Slovenija", "SI"),
        ("Holland", "NL"),
        ("The Netherlands", "NL"),
        ("Nederland", "NL"),
        ("Türkiye", "TR"),
        ("TURKEY", "TR"),
        ("North Macedonia", "MK"),
        ("Republic of North Macedonia", "MK"),
        ("Ελλάδα", "GR"),
        ("ΕΛΛΑΔΑ", "GR"),
        ("България", "BG"),
        ("Éire", "IE"),
        ("Suomi", "FI"),
        ("Magyarország", "HU"),
        ("Great Britain", "GB"),
        ("Bosnia-Herzegovina", "BA"),
        ("Kosovo*", "XK"),
        ("Georgia", "GE"),
        ("Republic of Moldova", "MD"),
        ("France (FR)", "FR"),
        ("EL - Greece", "GR"),
        ("DEU", "DE"),
    ],
)
def test_a_country_is_known_by_its_names(written, code):
    assert iso(written) == code
    assert parse(f'organisations: [{{country: "{written}"}}]').proposal.organisations[0].country == code


def test_the_english_name_of_every_country_is_known():
    assert {code: iso(name) for code, name in names().items()} == {code: code for code in names()}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Česká republika", "CZ"),
        ("Slovenská republika", "SK"),
        ("Republic of Austria", "AT"),
        ("Republik Österreich", "AT"),
        ("Republika Slovenija", "SI"),
        ("Kingdom of Belgium", "BE"),
        ("Reino de España", "ES"),
        ("Grand Duchy of Luxembourg", "LU"),
        ("Großbritannien", "GB"),
        ("Kosovo (UN resolution 1244)", "XK"),
        ("Kosovo under UNSCR 1244/1999", "XK"),
        ("Territory of Ukraine as recognised by international law", "UA"),
        ("Vatican City State", "VA"),
    ],
)
def test_a_country_is_known_by_its_formal_name_and_as_the_guides_write_it(written, code):
    assert iso(written) == code


@pytest.mark.parametrize(
    "written", ["Republic of China", "Republic of Atlantis", "Korea", "Georgia, USA", "DE/AT"]
)
def test_a_formal_name_of_none_is_refused_without_a_guess(written):
    with pytest.raises(ValueError, match=r"^there is no country `[^`]*`; write its name, or"):
        iso(written)


@pytest.mark.parametrize(
    ("written", "meant"), [("Franec", "France"), ("Beligum", "Belgium"), ("Potrugal", "Portugal")]
)
def test_a_slip_of_the_pen_in_a_country_is_told(written, meant):
    with pytest.raises(ValueError, match=f"did you mean {meant}"):
        iso(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Germany/Deutschland", "DE"),
        ("DE Germany", "DE"),
        ("NL (Netherlands)", "NL"),
        ("Netherlands, The", "NL"),
        ("Netherlands (Kingdom of the)", "NL"),
        ("Die Niederlande", "NL"),
        ("Moldova (Republic of)", "MD"),
        ("Korea, Republic of", "KR"),
        ("UK (England)", "GB"),
        ("England, UK", "GB"),
        ("Escocia", "GB"),
        ("İngiltere", "GB"),
        ("Pohjois-Irlanti", "GB"),
        ("Ελλάς", "GR"),
        ("Oesterreich", "AT"),
        ("Çek Cumhuriyeti", "CZ"),
        ("Rzeczpospolita Polska", "PL"),
        ("République française", "FR"),
        ("Congo, Democratic Republic of the", "CD"),
    ],
)
def test_a_country_said_twice_turned_round_or_with_its_article_is_known(written, code):
    assert iso(written) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Catalonia", "Spain (ES)"),
        ("Vlaanderen", "Belgium (BE)"),
        ("Bayern", "Germany (DE)"),
        ("Republic of Srpska", "Bosnia and Herzegovina (BA)"),
        ("Belgium - Flemish Community", "Belgium (BE)"),
        ("BEnl", "Belgium (BE)"),
        ("DE04", "Germany (DE)"),
        ("D", "Germany (DE)"),
        ("SUI", "Switzerland (CH)"),
        ("Brussels", "Belgium (BE)"),
        ("London", "United Kingdom (UK)"),
    ],
)
def test_a_part_of_a_country_or_a_code_of_another_kind_is_asked_about_by_what_it_means(written, meant):
    with pytest.raises(ValueError, match=re.escape(f"`{written}`; did you mean {meant}?")):
        iso(written)


@pytest.mark.parametrize("written", ["Limburg", "Lorraine", "Georgia, USA", "XX", "Athens"])
def test_what_may_be_several_countries_is_not_guessed(written):
    with pytest.raises(ValueError, match="write its name, or its code such as BE"):
        iso(written)


@pytest.mark.parametrize("written", ["XX", "Europe", "France (DE)", "Atlantis", ""])
def test_what_is_no_country_is_refused(written):
    with pytest.raises(ValueError, match="there is no country"):
        iso(written)


def test_no_name_is_two_countries():
    file = (resources.files("erasmus_cli.wording") / "country_names.toml").read_text(encoding="utf-8")
    others = {code: {*found, folded(names()[code])} for code, found in tomllib.loads(file).items()}
    assert [(one, other) for one, other in combinations(others, 2) if others[one] & others[other]] == []


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("role", "coordinator", "applicant"),
        ("role", "Main beneficiary", "applicant"),
        ("role", "lead partner", "applicant"),
        ("role", "associate", "associated"),
        ("role", "Associated Partner", "associated"),
        ("kind", "university", "higher-education-institution"),
        ("kind", "HEI", "higher-education-institution"),
        ("kind", "NGO", "non-profit"),
        ("kind", "ngo", "non-profit"),
        ("kind", "Association", "non-profit"),
        ("kind", "SME", "enterprise"),
        ("kind", "company", "enterprise"),
        ("kind", "municipality", "public-body"),
        ("kind", "local school authority", "school-authority"),
        ("kind", "VET provider", "vet-provider"),
        ("kind", "Université", "higher-education-institution"),
        ("kind", "N.G.O.", "non-profit"),
        ("kind", "Non-governmental organisation/association", "non-profit"),
        ("kind", "employers' association", "social-partner"),
        ("kind", "consultancy", "enterprise"),
        ("kind", "Higher education institution (tertiary level)", "higher-education-institution"),
        ("kind", "School/Institute/Educational centre \u2013 General education (secondary level)", "school"),
        (
            "kind",
            "School/Institute/Educational centre \u2013 Vocational Training (secondary level)",
            "vet-provider",
        ),
        ("kind", "School/Institute/Educational centre \u2013 Adult education", "adult-education-provider"),
    ],
)
def test_words_for_organisations_are_taken(key, written, meant):
    own = parse(f"organisations: [{{{key}: {written}}}]").proposal.organisations[0]
    assert getattr(own, key) == meant


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("action", "cooperation partnerships", "cooperation-partnership"),
        ("action", "Small-scale Partnership", "small-scale-partnership"),
        ("field", "HED", "higher-education"),
        ("field", "ADU", "adult"),
        ("field", "Youth", "youth"),
        ("field", "school education", "school"),
        ("field", "Higher Education", "higher-education"),
        ("type", "exchange of good practices", "good-practice"),
        ("language", "EN", "en"),
        ("language", "English", "en"),
        ("language", "français", "fr"),
    ],
)
def test_words_for_projects_are_taken(key, written, meant):
    assert getattr(parse(f"{key}: {written}").proposal, key) == meant


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "organisations: [{kind: college}]",
            "say which: `school` or `vet-provider` or `higher-education-institution`",
        ),
        ("organisations: [{role: member}]", "say which: `partner` or `associated`"),
        ("field: education", "say which: `school` or `vet` or `higher-education` or `adult`"),
        (
            "action: Partnerships for Cooperation",
            "say which: `cooperation-partnership` or `small-scale-partnership`",
        ),
        ("action: KA2", "say which: `cooperation-partnership` or `small-scale-partnership`"),
    ],
)
def test_a_word_with_several_meanings_names_them(text, hint):
    message, found = refusal(text)
    assert "cannot be" in message
    assert found == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("duration: 24", "`months`"),
        ("name: Quiet at Lunch", "`title`"),
        ("budget: 60000", "`requested_grant` or `lump_sum`"),
        ("cost: 60000", "`estimated_cost`"),
        ("partners: []", "`organisations`"),
        ("intellectual_outputs: []", "`outputs`"),
        ("Intellectual Outputs: []", "`outputs`"),
        ("multiplier_events: []", "`events`"),
        ("year: 2026", "`call`"),
        ("startDate: 2026-09-01", "`start`"),
        ("organisations: [{type: NGO}]", "`kind`"),
        ("organisations: [{town: Gent}]", "`city`"),
        ("organisations: [{Country: BE}]", "`country`"),
        ("activities: [{budget: 1}]", "`grant` or `grants`"),
        ("activities: [{country: BE}]", "`venue`"),
        ("work_packages: [{budget: 1}]", "`grants`"),
        ("name: x", "`title`"),
        ("cost: 1", "`estimated_cost`"),
        ("budget: 1", "`requested_grant` or `lump_sum`"),
        ("duration: 1", "`months`"),
        ("coordinator: x", "`organisations`"),
        ("countries: []", "`organisations`"),
        ("aims: x", "`objectives` or `answers`"),
        ("deliverables: []", "`results`"),
        ("organisations: [{email: x}]", "`contact`"),
        ("co_financing: 1", "`estimated_cost`"),
        ("activities: [{name: x}]", "`title`"),
        ("work_packages: [{lump_sum: 1}]", "`grants`"),
        ("organisations: [{coordinator: true}]", "`role`"),
        ("organisations: [{acronym: X}]", "`short_name`"),
        ("organisations: [{founding_year: 1990}]", "`established`"),
        ("outputs: [{staff_days: []}]", "`days`"),
        ("events: [{local_participants: 1}]", "`local`"),
        ("meetings: [{country: BE}]", "`host`"),
        ("subcontracting: [{company: X}]", "`contractor`"),
        ("titel: x", "`title`"),
        ("moths: 3", "`months`"),
        ("outputs: [{name: x}]", "`title`"),
    ],
)
def test_a_key_is_suggested_by_what_it_means(text, hint):
    message, found = refusal(text)
    assert message.startswith("there is no key")
    assert found == f"did you mean {hint}?"


def test_an_amount_that_braces_cut_in_two_is_explained():
    assert refusal("activities: [{grant: 8,000}]")[1] == "write amounts without commas, such as 12500"


@pytest.mark.parametrize("key", TABLE["taken"])
def test_each_word_is_taken_for_one_only(key):
    taken = {name: {folded(word) for word in (name, *words)} for name, words in TABLE["taken"][key].items()}
    assert [(one, other) for one, other in combinations(taken, 2) if taken[one] & taken[other]] == []
    unclear = {folded(word) for word in TABLE["unclear"].get(key, {})}
    assert unclear.isdisjoint(set().union(*taken.values()))


def test_the_table_speaks_the_words_of_the_model():
    schema = Proposal.model_json_schema()
    enums = {}
    for holder in (schema, *schema["$defs"].values()):
        for key, value in holder["properties"].items():
            for option in (value, *value.get("anyOf", ())):
                enums.setdefault(key, set()).update(option.get("enum", ()))
    for kind in ("taken", "unclear"):
        for key, table in TABLE[kind].items():
            if key in ("language", "yes-or-no", "length", "number", "joining", "column"):
                continue
            found = set(table) if kind == "taken" else {word for words in table.values() for word in words}
            assert found <= enums[key], key
    for code in codes():
        assert code.action in enums["action"]
        assert code.field in enums["field"]
        assert code.format is None or code.format in enums["format"]


def test_suggested_keys_exist():
    schema = Proposal.model_json_schema()
    keys = {key for holder in (schema, *schema["$defs"].values()) for key in holder["properties"]}
    assert {key for known in TABLE["keys"].values() for key in known} <= keys


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("call: 2026\n\u200bfield: school\n", (2, 1), "there is no key `<U+200B>field`"),
        ("call: 2026\nfield: school\u200b\n", (2, 1), "`field` cannot be `school<U+200B>`"),
        ("call: 2026\n\u202efield: school\n", (2, 1), "there is no key `<U+202E>field`"),
        ('organisations: [{id: "p2\u200d"}]\n', (1, 18), "cannot be `p2<U+200D>`"),
        ('organisations: [{country: "FR\u200e"}]\n', (1, 18), "there is no country"),
        ('months: "24\u2060"\n', (1, 1), "`24<U+2060>`"),
        ('lump_sum: "60000\u200b"\n', (1, 1), "is not an amount"),
    ],
)
def test_a_sign_that_nobody_sees_is_named_with_its_place(text, place, shown):
    with pytest.raises(UnreadableProposalError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == place
    assert shown in problem.message
    sign = next(letter for letter in text if ord(letter) > 0x2000)
    assert problem.hint.startswith(f"take out U+{ord(sign):04X} (")


@pytest.mark.parametrize(
    "code",
    [
        "101012345",
        "29853-IC-1-2007-1-BE-ERASMUS-EUCX-1",
        "12345-EPP-1",
        "B GENT01",
        "D  BERLIN13",
        "F PARIS001",
    ],
)
def test_a_charter_has_a_code(code):
    assert parse(f'organisations: [{{eche: "{code}"}}]').proposal.organisations[0].eche == code


@pytest.mark.parametrize(
    "word",
    [
        "expired",
        "pending",
        "TODO",
        "applied",
        "applied 2025",
        "n/a",
        "in progress",
        "2027",
        "to be renewed",
        "soon",
        "?",
        "ECHE",
    ],
)
def test_a_word_is_no_charter(word):
    message, hint = refusal(f'organisations: [{{eche: "{word}"}}]')
    assert "is not the code of a charter" in message
    assert "true or false" in hint


def test_no_charter_is_said_in_a_word():
    assert parse("organisations: [{eche: no}]").proposal.organisations[0].eche is False


@pytest.mark.parametrize("text", ["status: x", "staff: x", "contact: x"])
def test_a_key_is_no_slip_for_one_of_another_meaning(text):
    assert "did you mean" not in refusal(text)[1]


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("oui", True),
        ("Ja", True),
        ("да", True),
        ("nein", False),
        ("nie", False),
        ("ECHE 101012345", "101012345"),
        ("EUC: 29853-IC-1-2007-1-BE-ERASMUS-EUCX-1", "29853-IC-1-2007-1-BE-ERASMUS-EUCX-1"),
        ("B  GENT01", "B  GENT01"),
    ],
)
def test_a_charter_is_held_not_held_or_has_a_code(written, held):
    assert parse(f"organisations: [{{eche: '{written}'}}]\n").proposal.organisations[0].eche == held


@pytest.mark.parametrize(
    "written",
    ["ECHE pending", "expired 2020", "TODO", "applied for", "ECHE2021", "2021-2027", "n/a", "oui et non"],
)
def test_what_is_no_charter_is_refused(written):
    assert "is not the code of a charter" in refusal(f"organisations: [{{eche: '{written}'}}]\n")[0]


def test_a_beneficiary_may_be_two_things_and_an_affiliated_entity_is_one():
    assert "`applicant` or `partner`" in refusal("organisations: [{role: beneficiary}]\n")[1]
    assert (
        parse("organisations: [{role: Affiliated entity}]\n").proposal.organisations[0].role == "affiliated"
    )


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("adult-provider", "did you mean `adult-education-provider`?"),
        ("provider", "did you mean `vet-provider` or `adult-education-provider`?"),
        ("music school", "did you mean `school`?"),
        ("local NGO", "did you mean `non-profit`?"),
        ("teacher college", "did you mean `school` or `vet-provider` or `higher-education-institution`?"),
        ("shcool", "did you mean `school`?"),
        ("youth NGO", "say which: `non-profit` or `european-youth-ngo`"),
    ],
)
def test_a_kind_is_suggested_by_what_it_means_before_how_it_is_written(kind, hint):
    assert refusal(f"organisations: [{{kind: {kind}}}]")[1] == hint


def test_what_resembles_no_kind_is_answered_with_all_of_them():
    assert refusal("organisations: [{kind: xyz}]")[1].startswith(
        "one of higher-education-institution, school"
    )


IN_LANGUAGES = {
    file.parent.name: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted(languages_folder().glob("*/words.toml"))
}
NOT_NAMED = {"lot-1", "lot-2", "lot-3"}
"""Formats that are numbers, and the same in every language."""
ASKED = {
    "role": get_args(get_args(Role)[0]),
    "kind": words("kinds"),
    "field": words("fields"),
    "type": words("types"),
    "format": words("formats"),
    "action": words("actions"),
    "category": get_args(get_args(StaffCategory)[0]),
    "level": get_args(get_args(Level)[0]),
    "length": tuple(TABLE["taken"]["length"]),
    "joining": ("and",),
}


def test_the_words_are_there_in_every_language_that_is_shown():
    assert {"en", *IN_LANGUAGES} == set(available())


@pytest.mark.parametrize("language", IN_LANGUAGES)
@pytest.mark.parametrize("key", ASKED)
def test_every_word_of_the_model_has_words_in_a_language(language, key):
    assert set(IN_LANGUAGES[language][key]) == set(ASKED[key]) - NOT_NAMED


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_the_words_of_a_language_are_taken_as_they_stand_small_and_in_capitals(language):
    with speaking(language):
        for key, table in IN_LANGUAGES[language].items():
            for name, others in table.items():
                for other in others:
                    written = (other, other.lower(), "".join(map(upper_first, other)))
                    assert {meant(key, one, ASKED[key]) for one in written} == {(name,)}, other


@pytest.mark.parametrize("key", ASKED)
def test_each_word_of_a_language_is_taken_for_one_only(key):
    taken = {}
    for table in (TABLE["taken"], *IN_LANGUAGES.values()):
        for name, others in table.get(key, {}).items():
            for other in (name, *others):
                taken.setdefault(folded(other), set()).add(name)
    assert [other for other, found in taken.items() if len(found) > 1] == []
    assert taken.keys().isdisjoint(map(folded, TABLE["unclear"].get(key, {})))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: Schule", "school"),
        ("kind: escuela", "school"),
        ("kind: scuola", "school"),
        ("kind: école", "school"),
        ("kind: szkoła", "school"),
        ("kind: szkola", "school"),
        ("kind: okul", "school"),
        ("kind: koulu", "school"),
        ("kind: İLKOKUL", "school"),
        ("kind: NRO", "non-profit"),
        ("kind: ONG", "non-profit"),
        ("kind: ÜNİVERSİTE", "higher-education-institution"),
        ("kind: VAKIF", "foundation"),
        ("role: KOORDİNATÖR", "applicant"),
        ("role: kumppani", "partner"),
    ],
)
def test_an_organisation_is_described_in_the_language_of_its_people(text, said):
    key = text.partition(":")[0]
    assert getattr(parse(f"organisations: [{{{text}}}]").proposal.organisations[0], key) == said


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Akademie", "say which: `school` or `vet-provider` or `higher-education-institution`"),
        ("IES", "say which: `school` or `vet-provider`"),
        ("zespół szkół", "say which: `school` or `vet-provider`"),
        ("stowarzyszenie kulturalne", "say which: `non-profit` or `cultural-organisation`"),
    ],
)
def test_a_word_of_a_language_with_several_meanings_names_them(written, hint):
    assert refusal(f'organisations: [{{kind: "{written}"}}]')[1] == hint
