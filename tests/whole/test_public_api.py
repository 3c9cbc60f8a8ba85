"""What a program gets from `import erasmus_cli`, whichever process asks for it."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import pytest
from folders import EXAMPLES
from loops import over

import erasmus_cli
from erasmus_cli import assess, calculate, check, draft, hints_on, load, open_edition
from erasmus_cli.errors import ErasmusError
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.results import budget_model
from erasmus_cli.guide.errors import NoEditionError, NotPublishedError, UnknownEditionError
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.rules.results import report_model

TODAY = date(2026, 1, 15)
SENT = [*sorted(EXAMPLES.glob("*.yaml")), *sorted((EXAMPLES / "broken").glob("*.yaml"))]


def back(result):
    return pickle.loads(pickle.dumps(result))


def report_of(report, document):
    return report_model(report, document.file, document.place, TODAY)


def budget_of(document, project):
    return budget_model(Budget(document, project))


def test_every_public_name_is_there_and_is_listed():
    assert [name for name in erasmus_cli.__all__ if getattr(erasmus_cli, name, None) is None] == []
    assert dir(erasmus_cli) == sorted(erasmus_cli.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'chek'"):
        _ = erasmus_cli.chek


@over("file", SENT, ids=lambda file: file.name)
def test_what_is_found_says_the_same_in_another_process(file):
    document = load(file)
    report, grant = check(document.proposal), calculate(document.proposal)
    assert report_of(back(report), back(document)) == report_of(report, document)
    assert back(grant).lines == grant.lines
    assert back(grant).amount == grant.amount
    assert back(assess(document.proposal)) == assess(document.proposal)
    project = open_project(document.proposal, "all")
    assert budget_of(document, back(project)) == budget_of(document, project)


def test_hints_read_a_proposal_by_its_own_edition_unless_another_is_given():
    proposal = load(EXAMPLES / "broken" / "ka210-school-2026.yaml").proposal
    edition = open_edition(proposal.call, proposal.action)
    found = hints_on(proposal)
    assert found.said
    assert found == hints_on(proposal, edition)
    assert back(found).said == found.said
    with pytest.raises(NoEditionError):
        hints_on(proposal.model_copy(update={"call": None}))


def asked(name):
    """What a worker does: it reads a file and checks it, or raises what says why it cannot."""
    proposal = load(EXAMPLES / name).proposal
    return check(proposal), calculate(proposal)


def test_workers_send_what_they_find_and_why_they_cannot():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        report, grant = pool.submit(asked, "adult-2015.yaml").result()
        assert (report.verdict, grant.amount > 0) == ("eligible", True)
        with pytest.raises(ErasmusError) as missing:
            pool.submit(asked, "nothing-here.yaml").result()
        assert missing.value.lines()


def subclasses(kind):
    return {kind}.union(*map(subclasses, kind.__subclasses__()))


@over("kind", sorted(subclasses(ErasmusError), key=lambda kind: kind.__name__))
def test_every_error_comes_back_as_what_it_was(kind):
    error = kind.__new__(kind, "why")
    error.at = "/title"
    again = back(error)
    assert (type(again), again.args, again.at) == (kind, ("why",), "/title")


def test_an_error_keeps_what_it_knows():
    error = NotPublishedError(2099, "cooperation-partnership", 2026)
    again = back(error)
    assert (again.call, again.latest, str(again)) == (2099, 2026, str(error))
    with pytest.raises(UnreadableProposalError) as raised:
        erasmus_cli.parse("titel: x\n")
    assert back(raised.value).lines() == raised.value.lines()


def test_a_call_to_come_is_held_to_the_newest_rules_where_that_is_asked_for():
    proposal = load(EXAMPLES / "ka220-vet-2026.yaml").proposal.model_copy(update={"call": 2099})
    for function in (check, calculate, assess, lambda one, **how: draft(one, TODAY, **how)):
        with pytest.raises(UnknownEditionError):
            function(proposal)
    report = check(proposal, provisional=True)
    assert report.provisional_for == 2099
    assert calculate(proposal, provisional=True).amount == proposal.lump_sum
    assert assess(proposal, provisional=True).edition == open_edition(
        2099, "cooperation-partnership", provisional=True
    )
    assert "PROVISIONAL" in draft(proposal, TODAY, provisional=True)
    with pytest.raises(NoEditionError):
        calculate(proposal.model_copy(update={"call": None}), provisional=True)
