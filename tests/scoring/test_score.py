"""Self-assessment: every threshold of every edition from both sides, and what is said of it on screen."""

import json
from decimal import Decimal

import pytest
from builders import EDITIONS, SAMPLE, each, of, questions, shape_id, with_items
from folders import EXAMPLES
from loops import over
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.errors import NoEditionError, UnknownEditionError
from erasmus_cli.guide.sources import Grade
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.scoring.assessment import State, assess, assessment_of
from erasmus_cli.scoring.hints.engine import hints_on
from erasmus_cli.scoring.results import score_model

CRITERIA = [(edition, key) for edition in EDITIONS for key in edition.award_criteria]

each_edition = each(EDITIONS)
each_criterion = over(("edition", "key"), CRITERIA, ids=shape_id)


def scored(edition, scores, **data):
    data = {"call": edition.call, "action": edition.action, "scores": scores, **data}
    return assessment_of(Project(Proposal.model_validate(data), edition))


def full(edition, **changes):
    """The maximum for every criterion, with changes; None leaves one out."""
    scores = {key: criterion.max_points for key, criterion in edition.award_criteria.items()} | changes
    return {key: points for key, points in scores.items() if points is not None}


def standing(assessment, key):
    return next(entry for entry in assessment.standings if entry.id == key)


def summing_to(edition, total):
    """Points for all criteria, none below its minimum, that make this total."""
    scores = {key: criterion.min_points for key, criterion in edition.award_criteria.items()}
    for key, criterion in edition.award_criteria.items():
        more = min(total - sum(scores.values()), criterion.max_points - criterion.min_points)
        scores[key] += more
    assert sum(scores.values()) == total
    return scores


def weakened(edition, topic):
    """The same edition with figures of grade `unverified` in one topic."""

    def doubt(record):
        source = record.source.model_copy(update={"grade": Grade.UNVERIFIED})
        return record.model_copy(update={"source": source})

    changes = {
        "award_criteria": {key: doubt(c) for key, c in edition.award_criteria.items()},
        "pass_mark": doubt(edition.pass_mark),
    }
    return edition.model_copy(update={topic: changes[topic]})


# Criteria


@each_criterion
def test_a_criterion_is_met_from_its_minimum_to_its_maximum(edition, key):
    limits = edition.award_criteria[key]
    expected = {
        limits.min_points - 1: State.BELOW,
        limits.min_points - 0.5: State.BELOW,
        limits.min_points: State.MET,
        limits.max_points: State.MET,
        limits.max_points + 0.5: State.ABOVE,
        limits.max_points + 1: State.ABOVE,
    }
    for points, state in expected.items():
        assert standing(scored(edition, full(edition, **{key: points})), key).state is state, points
    assert standing(scored(edition, full(edition, **{key: None})), key).state is State.NOT_SAID


@each_criterion
def test_one_criterion_below_its_minimum_misses_whatever_the_others_have(edition, key):
    least = edition.award_criteria[key].min_points
    assert scored(edition, full(edition, **{key: least})).reached is True
    assert scored(edition, full(edition, **{key: least - 1})).reached is False
    assert scored(edition, {key: least - 1}).reached is False


@each_criterion
def test_the_gap_is_counted_from_the_minimum(edition, key):
    least = edition.award_criteria[key].min_points
    for points, gap in ((least - 1, -1), (least, 0), (least + 1, 1)):
        assert standing(scored(edition, {key: points}), key).gap == gap
    assert standing(scored(edition, {}), key).gap is None


@each_criterion
def test_points_above_the_maximum_count_for_nothing_and_leave_it_undecided(edition, key):
    most = edition.award_criteria[key].max_points
    found = scored(edition, full(edition, **{key: most + 1}))
    assert found.reached is None
    assert not found.in_order
    assert not found.complete
    assert found.total == found.maximum - most
    assert found.open == most


# The total


@each_edition
def test_the_pass_mark_is_reached_at_the_mark_and_missed_one_point_below(edition):
    mark = edition.pass_mark.points
    assert scored(edition, summing_to(edition, mark)).reached is True
    least = sum(criterion.min_points for criterion in edition.award_criteria.values())
    if least < mark:
        short = scored(edition, summing_to(edition, mark - 1))
        assert all(entry.state is State.MET for entry in short.standings)
        assert short.reached is False


@each_edition
def test_a_missing_score_leaves_it_open_until_the_mark_is_out_of_reach(edition):
    key, last = list(edition.award_criteria.items())[-1]
    rest = {name: c.min_points for name, c in edition.award_criteria.items() if name != key}
    lacking = edition.pass_mark.points - last.max_points - sum(rest.values())
    first = next(iter(rest))
    room = edition.award_criteria[first].max_points - rest[first]
    if 0 <= lacking <= room:
        rest[first] += lacking
        assert scored(edition, rest).reached is None
        rest[first] -= Decimal("0.5")
        assert scored(edition, rest).reached is False or lacking == 0
    assert scored(edition, full(edition, **{key: None})).reached is None


@each_edition
def test_without_points_everything_is_open(edition):
    found = scored(edition, {})
    assert found.reached is None
    assert (found.total, found.open) == (0, found.maximum)
    assert {entry.state for entry in found.standings} == {State.NOT_SAID}


@each_edition
def test_adding_points_never_turns_a_miss_into_anything_else(edition):
    scores = {}
    missed = False
    for key, criterion in edition.award_criteria.items():
        scores[key] = criterion.min_points - 1
        missed = missed or scored(edition, scores).reached is False
        assert not missed or scored(edition, scores).reached is False


def test_unverified_thresholds_decide_nothing():
    edition = SAMPLE[0]
    key = next(iter(edition.award_criteria))
    low = full(edition, **{key: edition.award_criteria[key].min_points - 1})
    little = summing_to(edition, edition.pass_mark.points - 1)
    doubtful = weakened(edition, "award_criteria")
    assert scored(doubtful, low).reached is None
    assert scored(doubtful, little).reached is False
    doubtful = weakened(edition, "pass_mark")
    assert scored(doubtful, low).reached is False
    assert scored(doubtful, little).reached is None


# Ids


@each_edition
def test_an_unknown_criterion_is_named_with_the_one_that_was_meant(edition):
    key = next(iter(edition.award_criteria))
    found = scored(edition, full(edition) | {key[:-1]: 5})
    assert [(stray.id, stray.close) for stray in found.strays] == [(key[:-1], key)]
    assert found.reached is None
    assert scored(edition, full(edition) | {"xyzzy": 5}).strays[0].close is None


def test_team_is_no_criterion_of_cooperation_partnerships_nor_partnership_of_strategic_ones():
    for edition in EDITIONS:
        strange = "partnership" if "team" in edition.award_criteria else "team"
        assert [stray.id for stray in scored(edition, {strange: 10}).strays] == [strange]


@pytest.mark.parametrize("data", [{}, {"call": 2025}, {"action": "cooperation-partnership"}])
def test_without_call_or_action_nothing_can_be_assessed(data):
    with pytest.raises(NoEditionError, match="call and action first: they decide the award criteria"):
        assess(Proposal.model_validate(data))


def test_a_call_without_an_edition_is_refused():
    with pytest.raises(UnknownEditionError):
        assess(Proposal.model_validate({"call": 2014, "action": "cooperation-partnership"}))


# Marks of assessors


@each_edition
def test_marks_begin_where_the_edition_says(edition):
    for key, criterion in edition.award_criteria.items():
        bands = edition.award_bands.get(str(criterion.max_points))
        if bands is None:
            assert standing(scored(edition, full(edition)), key).band is None
            continue
        steps = (
            (bands.very_good, "very good", "good"),
            (bands.good, "good", "fair"),
            (bands.fair, "fair", "weak"),
        )
        for least, mark, below in steps:
            assert standing(scored(edition, {key: least}), key).band == mark
            assert standing(scored(edition, {key: Decimal(least) - Decimal("0.5")}), key).band == below
        assert standing(scored(edition, {key: 0}), key).band == "weak"
        assert standing(scored(edition, {key: criterion.max_points + 1}), key).band is None
        assert standing(scored(edition, {}), key).band is None


def test_the_marks_of_small_scale_partnerships_2026_are_those_of_the_guide_for_experts():
    edition = next(e for e in EDITIONS if e.id == "2026/small-scale-partnership")
    assert {key: (b.very_good, b.good, b.fair) for key, b in edition.award_bands.items()} == {
        "30": (26, 21, 15),
        "20": (17, 14, 10),
    }
    assert {b.source.grade for b in edition.award_bands.values()} == {Grade.PUBLISHED}


# What feeds a criterion


@each_edition
def test_every_field_that_feeds_a_criterion_is_there_once_and_no_other(edition):
    data = with_items(of(edition))
    proposal = Proposal.model_validate(data)
    found = assess(proposal)
    for entry in found.standings:
        keys = [field.key for field in entry.fields]
        assert len(keys) == len(set(keys))
        expected = {q.id for q in questions(edition) if entry.id in q.criteria and q.only_with is None}
        assert expected <= {field.question.id for field in entry.fields} | _unasked(proposal, edition)
        assert all(entry.id in field.question.criteria for field in entry.fields)


def _unasked(proposal, edition):
    """Questions that are repeated for items that the proposal does not have."""
    project = Project(proposal, edition)
    there = {field.question.id for field in project.fields()}
    return {question.id for question in project.form.questions()} - there


def test_characters_are_counted_as_the_form_counts_them():
    edition = next(e for e in EDITIONS if e.id == "2026/cooperation-partnership")
    found = scored(edition, {}, answers={"needs.needs": " e\u0301a\r\nb \n"})
    field = next(f for f in standing(found, "relevance").fields if f.key == "needs.needs")
    assert (field.used, field.question.limit) == (4, 3000)


def test_associated_partners_owe_no_portrait():
    edition = next(e for e in EDITIONS if e.id == "2026/cooperation-partnership")
    members = [{"id": "a", "role": "applicant"}, {"id": "b", "role": "associated"}]
    keys = {f.key for f in standing(scored(edition, {}, organisations=members), "relevance").fields}
    assert "organisation.background/a" in keys
    assert "organisation.background/b" not in keys


# On the command line


def run(*arguments, given=None):
    return CliRunner().invoke(app, ["score", *map(str, arguments)], input=given, env={"COLUMNS": "80"})


def written(tmp_path, text):
    file = tmp_path / "p.yaml"
    file.write_text("call: 2025\naction: cooperation-partnership\nfield: vet\n" + text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("scores", "code", "heading"),
    [
        ("{relevance: 20, design: 22, partnership: 14, impact: 14}", 0, "ALL THRESHOLDS REACHED"),
        ("{relevance: 20, design: 22, partnership: 14, impact: 13}", 1, "A THRESHOLD IS MISSED"),
        ("{relevance: 12, design: 30, partnership: 20, impact: 25}", 1, "A THRESHOLD IS MISSED"),
        ("{relevance: 20}", 0, "UNDECIDED"),
        ("{relevance: 26}", 1, "POINTS THAT CANNOT BE GIVEN"),
        ("{relevant: 20}", 1, "POINTS THAT CANNOT BE GIVEN"),
        ("{}", 0, "UNDECIDED"),
    ],
)
def test_the_exit_code_says_whether_a_threshold_is_missed(tmp_path, scores, code, heading):
    result = run(written(tmp_path, f"scores: {scores}\n"))
    assert result.exit_code == code
    assert result.stdout.startswith(heading)


@pytest.mark.parametrize(
    "text", ["scores: {relevance: many}\n", "scores: [1]\n", "scores: {relevance: -1}\n", "}"]
)
def test_what_cannot_be_read_exits_with_2_and_writes_no_data(tmp_path, text):
    result = run("--format", "json", written(tmp_path, text))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "p.yaml" in result.stderr


def test_a_proposal_without_call_exits_with_2():
    result = run("-", given="title: Idea\n")
    assert result.exit_code == 2
    assert "name call and action first" in result.stderr


def test_the_total_is_said_in_words_with_what_is_lacking(tmp_path):
    text = run(written(tmp_path, "scores: {relevance: 20, design: 20.5}\n")).stdout
    flat = " ".join(text.split())
    assert "Total: 40.5 of 100 from 2 of 4 criteria. The pass mark is 70. 29.5 are lacking" in flat
    assert "the other criteria can give 45." in flat


@pytest.mark.parametrize(
    ("columns", "figures"), [("60", "12.5 13 25 -0.5"), ("44", "Points: 12.5; Min: 13; Max: 25; Gap: -0.5")]
)
def test_no_figure_is_lost_on_a_narrow_screen(tmp_path, columns, figures):
    file = written(tmp_path, "scores: {relevance: 12.5}\n")
    text = CliRunner().invoke(app, ["score", str(file)], env={"COLUMNS": columns}).stdout
    assert figures in " ".join(text.split())
    assert "…  " not in text


def test_errors_have_a_place_and_a_suggestion(tmp_path):
    text = run(written(tmp_path, "scores:\n  impct: 20\n  design: 31\n")).stdout
    flat = " ".join(text.split())
    assert "p.yaml:5:3: there is no criterion impct; did you mean impact?" in flat
    assert "p.yaml:6:3: design has 31 points; the most is 30" in flat


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("**/*.yaml")), ids=lambda file: file.stem)
def test_a_page_fits_80_columns_and_needs_no_colour(file):
    result = run("--verbose", file)
    assert result.exit_code in (0, 1)
    assert "\x1b" not in result.stdout
    assert not [
        line
        for line in result.stdout.splitlines()
        if len(line) > 80 and ".yaml" not in line and " " in line.strip()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_points_of_the_examples_can_be_given(file):
    assert "CANNOT" not in run(file).stdout


def test_recalled_thresholds_say_so(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text("call: 2016\naction: strategic-partnership\n", encoding="utf-8")
    assert "Caution: these figures are known from memory" in run(file).stdout


def test_json_holds_numbers_and_sources(tmp_path):
    data = json.loads(run("--format", "json", written(tmp_path, "scores: {relevance: 12.5}\n")).stdout)
    assert data["version"] == 1
    assert data["edition"] == "2025/cooperation-partnership"
    relevance = data["criteria"][0]
    assert (relevance["points"], relevance["minimum"], relevance["gap"]) == (12.5, 13, -0.5)
    assert (data["total"], data["complete"], data["open"], data["threshold"]) == (12.5, False, 75, 70)
    assert data["reached"] is False
    for source in (relevance["source"], data["threshold_source"], relevance["fields"][0]["source"]):
        assert {"edition", "section", "page", "grade"} <= source.keys()


def test_json_says_nothing_where_nothing_is_said(tmp_path):
    data = json.loads(run("--format", "json", written(tmp_path, "")).stdout)
    assert data["total"] is None
    assert data["reached"] is None
    assert {entry["points"] for entry in data["criteria"]} == {None}


@each_edition
def test_every_edition_can_be_exported(edition):
    proposal = Proposal.model_validate(with_items(of(edition)))
    data = score_model(assess(proposal), hints_on(proposal, edition), "p.yaml", lambda _: None).as_data()
    assert json.loads(json.dumps(data))["edition"] == edition.id
