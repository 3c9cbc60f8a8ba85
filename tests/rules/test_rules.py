"""What holds for every rule: it is documented, sourced and shown by examples, and its mends mend."""

import ast
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from builders import (
    EDITIONS,
    SAMPLE,
    by_id,
    changed,
    deciding,
    distinct_shapes,
    each,
    eligible,
    example_of,
    findings_under,
    joined,
    lengths,
    of,
    own,
    report_on,
    shapes_of,
    windows_of,
    with_items,
)
from loops import over

from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import Strength
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.statements import statements_of
from erasmus_cli.guide.walk import records
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import registry
from erasmus_cli.rules.catalogue import TOPICS, all_rules, find
from erasmus_cli.rules.engine import check, plan_for, rules_for, run
from erasmus_cli.rules.fixes import apply, with_fixes
from erasmus_cli.rules.outcome import Result, Severity, passed
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wording.language import ENGLISH, speaking
from erasmus_cli.wording.messages import say

RULES = all_rules()
FAIL, PASS = Result.FAIL, Result.PASS

each_rule = over("rule", RULES, ids=lambda rule: rule.id)
one_process = pytest.mark.xdist_group("corpus")


def each_edition(test):
    """One test over all editions, beside the others that share what is said of the corpus."""
    return one_process(each(EDITIONS)(test))


def editions_of(rule):
    return [edition for edition in EDITIONS if rule.applies_to(edition)]


def said_by(rule, fragment):
    _, data = example_of(rule, fragment)
    findings = report_on(data, fixes=False, provisional=True).findings
    return [found for found in findings if found.rule == rule.id]


def like_examples(edition):
    """Eligible and broken proposals of every shape; each example, alone and over an eligible proposal."""
    for field, shape in distinct_shapes(edition.id):
        data = of(edition, field, format=shape)
        yield data
        yield {**data, "organisations": data["organisations"][:-1]}
        yield {**data, "agency": "BE02", "submitted": f"{edition.call}-12-31T23:59"}
        partners = {**data, "organisations": [{**o, "role": "partner"} for o in data["organisations"]]}
        for territory in tuple(edition.overseas)[:1]:
            yield changed(data, 0, country=territory)
            yield changed(partners, 0, country=territory)
            yield {**data, "activities": [{"title": "Exchange", "venue": territory}]}
        if shape:
            yield {key: value for key, value in data.items() if key != "format"}
    here = {"call": edition.call, "action": edition.action}
    yield here
    yield with_items(of(edition))
    if edition in SAMPLE:
        for rule in rules_for(edition):
            for fragment in (rule.passes, rule.fails):
                yield {**fragment, **here}
                yield {**of(edition), **fragment, **here}


@cache
def corpus(edition_id):
    """What is said of each of these proposals: the proposal as data and as read, and its findings."""
    judged = []
    for data in like_examples(by_id(edition_id)):
        proposal = Proposal.model_validate(data)
        findings = check(proposal, fixes=False).findings
        judged.append((data, proposal, [f for f in findings if f.severity is not Severity.ASSESSOR]))
    return judged


def findings_on(edition):
    return [found for _, _, findings in corpus(edition.id) for found in findings]


@cache
def cited_on(edition_id):
    """Each rule that cites a figure over the proposals of an edition, with that figure."""
    return {
        (found.rule, figure)
        for found in findings_on(by_id(edition_id))
        for citation in found.sources
        for figure in citation.figures
    }


def declared_by(rule):
    return {topic.removesuffix("?") for topic in rule.reads}


# Each rule for itself


def test_ids_and_names_are_unique():
    for key in ("id", "name", "title"):
        counts = Counter(getattr(rule, key) for rule in RULES)
        assert not [value for value, count in counts.items() if count > 1]


def test_the_catalogue_names_every_rule_that_is_registered():
    assert {rule.id for rule in registry.registered()} == {rule.id for rule in RULES}
    assert {rule.check.__module__ for rule in RULES} == {topic.__name__ for topic in TOPICS}


@each_rule
def test_a_rule_says_what_it_is(rule):
    assert re.fullmatch(r"[A-Z]{3}-\d{2}", rule.id)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.title
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.text.startswith(rule.title.split(" ")[0])
    assert rule.severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@each_rule
def test_a_rule_reads_topics_of_editions_and_applies_to_one(rule):
    assert rule.reads
    assert {topic.removesuffix("?").partition(".")[0] for topic in rule.reads} <= set(Edition.model_fields)
    assert editions_of(rule)
    for edition in EDITIONS:
        assert (rule in rules_for(edition)) is rule.applies_to(edition)


@each_rule
def test_a_rule_is_found_by_id_and_by_name(rule):
    assert find(rule.id) is find(rule.id.lower()) is find(f" {rule.name} ") is rule


def test_nothing_is_found_under_another_name():
    assert find("XYZ-99") is None
    assert find("") is None


@each_rule
def test_the_passing_example_passes(rule):
    said = {found.outcome for found in said_by(rule, rule.passes)}
    assert PASS in said
    assert FAIL not in said


@each_rule
def test_the_failing_example_fails(rule):
    assert FAIL in {found.outcome for found in said_by(rule, rule.fails)}


@each_rule
def test_an_example_is_a_proposal_that_a_file_can_hold(rule):
    for fragment in (rule.passes, rule.fails):
        data = Proposal.model_validate({**fragment}).model_dump(mode="json", exclude_unset=True)
        assert set(data) == set(fragment)


# Each finding


@pytest.mark.slow
@each_edition
def test_every_answer_has_a_source_with_section_and_grade(edition):
    bare = set()
    for found in findings_on(edition):
        if found.outcome is Result.NOT_APPLICABLE:
            continue
        if not found.sources:
            bare.add(f"{found.rule} {found.outcome}: {found.message}")
        for citation in found.sources:
            assert citation.source.section
            assert citation.source.edition
            assert citation.source.grade in Grade
            assert citation.figures
    assert not bare


@pytest.mark.slow
@each_edition
def test_a_rule_reads_what_it_declares_and_nothing_else(edition):
    cited = cited_on(edition.id)
    assert cited
    assert not [
        (rule, figure)
        for rule, figure in cited
        if not any(f"{figure}.".startswith(f"{topic}.") for topic in declared_by(find(rule)))
    ]


@pytest.mark.slow
@one_process
def test_a_rule_has_use_for_every_topic_that_it_declares():
    read = {(rule, figure.partition(".")[0]) for edition in EDITIONS for rule, figure in cited_on(edition.id)}
    declared = {(rule.id, topic.partition(".")[0]) for rule in RULES for topic in declared_by(rule)}
    assert not declared - read


@pytest.mark.slow
@each_edition
def test_a_fail_says_where_and_how_to_mend_it(edition):
    for found in findings_on(edition):
        if found.outcome is FAIL:
            assert found.fix, found
            assert found.at.startswith("/"), found
            assert found.message, found


# Where nothing is missing in the proposal: priorities that may exist although the list known here lacks them,
# what only papers show of an organisation, and a ceiling that is not known.
OPEN_FOR_OTHERS = {
    "PRI-01": "known here",
    "PRI-02": "known here",
    "APP-06": "the list of the agency",
    "ORG-09": "the list of the agency",
    "LMP-06": "is not checked",
    "CON-05": "only its papers show",
    "GRA-01": "no ceiling of the grant is known",
}


@pytest.mark.slow
@each_edition
def test_an_unknown_names_what_it_needs_and_that_is_not_there(edition):
    for _, proposal, findings in corpus(edition.id):
        for found in findings:
            if found.outcome is Result.UNKNOWN:
                assert not [at for at in found.needs if _said(proposal, at)], found
                words = OPEN_FOR_OTHERS.get(found.rule)
                assert found.needs or (words and words in found.message), found


def _said(part, at):
    """Whether anything stands at a JSON pointer; what a model fills in was not said."""
    value = part
    for key in at.split("/")[1:]:
        part = value
        if isinstance(part, tuple):
            value = part[int(key)] if int(key) < len(part) else None
        elif isinstance(part, dict):
            value = part.get(key.replace("~1", "/"))
        else:
            value = getattr(part, key) if key in getattr(part, "model_fields_set", ()) else None
    return value not in (None, "", (), {})


@pytest.mark.slow
@each_edition
def test_every_place_in_a_finding_can_be_pointed_at(edition):
    keys = set(Proposal.model_fields)
    for found in findings_on(edition):
        for at in (found.at, *found.needs):
            assert not at or at.split("/")[1] in keys, found


def test_a_place_with_signs_that_pointers_use_is_escaped():
    data = eligible(answers={"summary~text": "x", "organisation.staff/nobody": "x"})
    places = [found.at for found in report_on(data).findings if found.rule == "TXT-04"]
    assert sorted(places) == ["/answers/organisation.staff~1nobody", "/answers/summary~0text"]


# Mends


def fails(findings):
    """How often each rule fails, reminders aside."""
    serious = (Severity.ERROR, Severity.WARNING)
    return Counter(f.rule for f in findings if f.outcome is FAIL and f.severity in serious)


@pytest.mark.slow
@each_edition
def test_an_edit_mends_what_it_says_and_breaks_nothing(edition):
    for data, proposal, findings in corpus(edition.id):
        if not any(found.outcome is FAIL for found in findings):
            continue
        report = check(proposal)
        before = fails(report.findings)
        for found in report.findings:
            if not found.edits:
                continue
            assert found.outcome is FAIL
            after = fails(report_on(apply(data, found.edits), fixes=False).findings)
            assert after[found.rule] < before[found.rule], found
            assert not after - before, found


@pytest.mark.parametrize(
    "rule_id", ["ACT-02", "APP-01", "APP-03", "BUD-01", "CON-01", "CON-02", "DAT-01", "DUR-01", "GRA-01"]
)
def test_these_rules_know_an_edit_that_mends_their_failing_example(rule_id):
    edition, fragment = example_of(find(rule_id), find(rule_id).fails)
    tried = [report_on({**base, **fragment}) for base in (of(edition), {})]
    assert any(found.edits for report in tried for found in report.findings if found.rule == rule_id)


@pytest.mark.slow
@each_edition
def test_the_edits_of_a_broken_proposal_lead_to_an_eligible_one(edition):
    for field, shape in shapes_of(edition):
        data = broken_all_over(edition, field, shape)
        for _ in range(10):
            offers = [found.edits for found in report_on(data).findings if found.edits]
            if not offers:
                break
            data = apply(data, offers[0])
        report = report_on(data)
        assert report.verdict is Verdict.ELIGIBLE, (field, shape, deciding(report))


def broken_all_over(edition, field, shape):
    """Too long, too early, too expensive, and everybody applies."""
    data = of(edition, field, format=shape, months=lengths(edition, field, shape)[-1] + 1)
    if windows_of(edition, field, shape):
        data["start"] = f"{edition.call}-02-28"
    data["organisations"] = [{**entry, "role": "applicant"} for entry in data["organisations"]]
    ceiling = own(edition, "grant_ceiling", field, shape)
    if ceiling and ceiling.total:
        data["requested_grant"] = int(ceiling.total) + 1
    return data


def test_the_data_given_to_an_edit_stays_as_it_was():
    data = {"months": 37}
    assert apply(data, ({"op": "add", "path": "/months", "value": 36},)) == {"months": 36}
    assert data == {"months": 37}


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "remove", "path": "/months"},
        {"op": "add", "path": "/organisations/-", "value": {}},
        {"op": "add", "path": "/organisations/0/role", "value": "partner"},
        {"op": "remove", "path": "months"},
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit):
    with pytest.raises(ValueError, match=r"."):
        apply({"call": 2016}, (edit,))


# What a rule looks at, and what that spares


class Recording:
    """A proposal that takes down which of its keys are looked at."""

    model_fields = Proposal.model_fields

    def __init__(self, proposal):
        self._proposal, self.read = proposal, set()

    def __getattr__(self, name):
        self.read |= {"start", "months"} if name == "end" else {name}
        return getattr(self._proposal, name)


@pytest.mark.slow
@each_edition
def test_a_rule_looks_at_no_key_that_it_does_not_declare(edition):
    undeclared = set()
    for _, proposal, _ in corpus(edition.id):
        for criterion in plan_for(edition).criteria:
            recording = Recording(proposal)
            run((criterion,), Project(recording, edition))
            strange = recording.read - criterion.rule.uses - {"model_fields_set"}
            undeclared |= {(criterion.id, key) for key in strange}
    assert not undeclared


@pytest.mark.slow
@each_edition
def test_an_edit_tried_on_the_rules_it_touches_is_judged_as_by_all(edition):
    criteria = plan_for(edition).criteria
    everything = tuple(replace_rule(c, uses=frozenset(Proposal.model_fields)) for c in criteria)
    for _, proposal, _ in corpus(edition.id):
        findings = run(criteria, Project(proposal, edition))
        spared = with_fixes(findings, Project(proposal, edition), criteria, run)
        whole = with_fixes(findings, Project(proposal, edition), everything, run)
        assert [(f.edits, f.breaks) for f in spared] == [(f.edits, f.breaks) for f in whole]


def replace_rule(criterion, **changes):
    return replace(criterion, rule=criterion.rule._replace(**changes))


# Sentences are data


def topic_trees():
    for topic in TOPICS:
        yield topic.__name__, ast.parse(Path(topic.__file__).read_text(encoding="utf-8"))


SAYING = {"say", "Message", "passed", "failed", "unknown", "not_applicable"}


def test_no_sentence_of_a_rule_is_glued_from_pieces():
    glued = [
        f"{name}:{call.lineno}"
        for name, tree in topic_trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYING
        for argument in call.args[:1]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert not glued


@pytest.mark.slow
@each_edition
def test_every_sentence_has_all_its_values(edition):
    for found in findings_on(edition):
        for message in (found.said, found.advice):
            if message is not None:
                assert message.text()
                json.dumps(message.as_data())


def test_another_language_is_a_catalogue_and_touches_no_rule():
    finnish = {
        "{months} months; {choices} are allowed": "kesto {months} kk; sallittu: {choices}",
        "{shortest} to {longest}": "{shortest}-{longest}",
        "plan {nearest} months": "suunnittele {nearest} kuukautta",
    }
    (found,) = said_by(find("DUR-01"), find("DUR-01").fails)
    assert found.message == "37 months; 12 to 36 are allowed"
    with speaking(replace(ENGLISH, code="xx", texts=lambda text: finnish.get(text, text))):
        assert found.said.text() == "kesto 37 kk; sallittu: 12-36"
        assert found.advice.text() == "suunnittele 36 kuukautta"
    assert found.said.as_data() == {
        "months": 37,
        "choices": {"template": "{shortest} to {longest}", "values": {"shortest": 12, "longest": 36}},
    }


# Registering

PROPER = {
    "reads": ("duration",),
    "uses": ("months",),
    "severity": Severity.ERROR,
    "passes": {"months": 24},
    "fails": {"months": 99},
}


def documented(project):
    """A rule of a test."""
    return passed(say("{months} months", months=project.proposal.months))


def undocumented(project):
    return documented(project)


@pytest.fixture
def _own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_REGISTRY", dict(registry._REGISTRY))


@pytest.mark.usefixtures("_own_registry")
def test_a_proper_rule_registers_and_stays_a_plain_function():
    assert registry.rule("TST-01", **PROPER)(documented) is documented
    assert registry.registered()[-1].id == "TST-01"
    assert registry.registered()[-1].name == "documented"
    assert registry.registered()[-1].title == "A rule of a test"


@pytest.mark.usefixtures("_own_registry")
@pytest.mark.parametrize(
    ("rule_id", "changes", "check", "missing"),
    [
        ("TST-1", {}, documented, "an id like CON-02"),
        ("", {}, documented, "an id like CON-02"),
        ("tst-01", {}, documented, "an id like CON-02"),
        (RULES[0].id, {}, documented, "an id of its own"),
        ("TST-01", {}, undocumented, "a docstring"),
        ("TST-01", {"reads": ()}, documented, "reads"),
        ("TST-01", {"uses": ()}, documented, "uses"),
        ("TST-01", {"uses": ("month",)}, documented, "uses"),
        ("TST-01", {"reads": ("durations",)}, documented, "reads"),
        ("TST-01", {"reads": ("duration", "colour?")}, documented, "reads"),
        ("TST-01", {"passes": {}}, documented, "an example that passes"),
        ("TST-01", {"fails": {}}, documented, "one that fails"),
    ],
)
def test_an_improper_rule_is_an_import_error(rule_id, changes, check, missing):
    before = registry.registered()
    with pytest.raises(TypeError, match=missing) as caught:
        registry.rule(rule_id, **{**PROPER, **changes})(check)
    assert rule_id in str(caught.value)
    assert registry.registered() == before


@pytest.mark.usefixtures("_own_registry")
def test_a_name_is_taken_as_an_id_is():
    registry.rule("TST-01", **PROPER)(documented)
    with pytest.raises(TypeError, match="documented"):
        registry.rule("TST-02", **PROPER)(documented)


@pytest.mark.parametrize("key", sorted(PROPER))
def test_nothing_that_a_rule_needs_can_be_left_out(key):
    with pytest.raises(TypeError, match=key):
        registry.rule("TST-01", **{name: value for name, value in PROPER.items() if name != key})


# A figure of a lower grade never overrules an official text

FOUNDING = {"D1", "D2", "D3", "D4", "D5"}


def by_memory(finding):
    """Whether a finding decides against a proposal although nothing that it rests on was read anywhere."""
    grades = {citation.source.grade for citation in finding.sources}
    return finding.outcome is FAIL and finding.decides and grades <= {Grade.RECALLED, Grade.UNVERIFIED}


def decided_by_memory(edition):
    """The rules that decide so over the proposals of an edition, and the topics of their figures."""
    return {
        (found.rule, figure.partition(".")[0])
        for found in findings_on(edition)
        if by_memory(found)
        for citation in found.sources
        for figure in citation.figures
    }


def founded(edition):
    """The topics on which a founding document speaks officially."""
    return {
        topic
        for topic in type(edition).model_fields
        for _, record in records(topic, getattr(edition, topic))
        if record.source.grade is Grade.OFFICIAL and FOUNDING & set(record.source.evidence)
    }


def only_warned(call, action):
    """The rules of which official statements of the ledger say that they warn, and none that they decide."""
    statements, read = statements_of(call, action), (Grade.OFFICIAL, Grade.PUBLISHED)
    warned = {rule for one in statements if one.source(call).grade in read for rule in one.warned_by}
    return warned - {rule for one in statements for rule in one.checked_by}


# Requirements stand side by side in one topic and speak of different things.
SIDE_BY_SIDE = {"requirements"}


@pytest.mark.slow
@one_process
@each([edition for edition in EDITIONS if edition.call <= 2016])
def test_what_is_recalled_decides_nothing_where_a_founding_document_speaks(edition):
    overruled = {(rule, topic) for rule, topic in decided_by_memory(edition) if topic in founded(edition)}
    assert {entry for entry in overruled if entry[1] not in SIDE_BY_SIDE} == set()


@pytest.mark.slow
@each_edition
def test_what_is_recalled_decides_nothing_where_official_statements_let_a_rule_warn_only(edition):
    warned = only_warned(edition.call, edition.action)
    assert {rule for rule, _ in decided_by_memory(edition)} & warned == set()


@pytest.mark.slow
def test_the_ledger_lets_rules_warn_only_where_an_official_text_admits_what_they_mind():
    assert "ORG-06" in only_warned(2015, "strategic-partnership")
    assert "ORG-06" not in only_warned(2026, "cooperation-partnership")
    edition = by_id("2015/strategic-partnership")
    assert {"minimum", "grant_ceiling", "kinds"} & founded(edition)
    assert decided_by_memory(by_id("2020/strategic-partnership"))


def test_a_group_that_an_official_text_admits_would_be_seen_to_be_overruled():
    """As the rule stood before: a recalled figure that binds informal groups to youth."""
    edition = by_id("2015/strategic-partnership")
    binding = edition.fields_only.model_copy(update={"strength": Strength.ERROR})
    before = edition.model_copy(update={"fields_only": binding})
    data = joined(of(edition, "vet"), kind="informal-group")
    (found,) = findings_under(before, Proposal.model_validate(data), "ORG-06")
    assert by_memory(found)
    (found,) = findings_under(edition, Proposal.model_validate(data), "ORG-06")
    assert not by_memory(found)
