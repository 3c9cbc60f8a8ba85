"""That all which rules, hints and grants say can be translated, whatever they say it of."""

import re
import sys
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from builders import example_of, forms_of, report_on
from folders import EXAMPLES, ROOT

from erasmus_cli.grant.budget import budget_of
from erasmus_cli.grant.explain import WHOLES, explain
from erasmus_cli.guide.loader import current, open_edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.scoring.hints.catalogue import all_hints
from erasmus_cli.scoring.hints.engine import hints_on
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import Message

sys.path.insert(0, str(ROOT / "docs"))

from make_languages import KEYWORDS, texts_of

WORD = re.compile(r"[^\W\d_]{3,}")
PLAIN = re.compile(r"[\W_]*(\{\w+(:\w+)?\}[\W_]*)+")
"""A template of places alone, which nobody has to translate."""


@cache
def collected():
    """Every text of the rooms that translators are given."""
    found = set()
    for room in ("rules", "grant", "scoring", "matching"):
        texts = extract_from_dir(ROOT / "erasmus_cli" / room, [("**.py", texts_of)], keywords=KEYWORDS)
        found |= {text if isinstance(text, str) else text[0] for _, _, text, _, _ in texts}
    return found


def lost(said, known):
    """Templates that no translator sees, and words of values that are neither the user's nor a key."""
    if isinstance(said, Message):
        if said.template not in collected() and not PLAIN.fullmatch(said.template) and said.template:
            yield said.template
        for value in said.values.values():
            yield from lost(value, known)
    elif isinstance(said, tuple | list):
        for one in said:
            yield from lost(one, known)
    elif isinstance(said, str) and not isinstance(said, Words):
        yield from (word for word in WORD.findall(said) if word not in known)


def known_of(edition, *data):
    """Words of the user, keys of file and Guide, names, notes on sources: all stand as they are."""
    lists = current().vocabulary
    keys = [*lists.actions, *lists.fields, *lists.types, *lists.formats, *lists.kinds, *lists.learning]
    keys += [*edition.priorities, *Proposal.model_fields, *edition.award_criteria]
    keys += ["PIC", *(question.id for form in forms_of(edition) for question in form)]
    names = [agency.body for agency in edition.agencies.values()]
    names += edition.venue.cities.values() if edition.venue else ()
    notes = [doubt.source.note for doubt in edition.duration_doubt.values()]
    return set(WORD.findall(" ".join(map(str, (*keys, *names, *notes, *data)))))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_what_a_rule_says_can_be_translated(rule):
    for fragment in (rule.passes, rule.fails):
        edition, data = example_of(rule, fragment)
        found = report_on(data, fixes=False, provisional=True).findings
        said = [message for one in found for message in (one.said, one.advice) if message]
        assert not set(lost(said, known_of(edition, data)))


@pytest.mark.parametrize("hint", all_hints(), ids=lambda hint: hint.id)
def test_what_a_hint_says_can_be_translated(hint):
    data = {"call": 2016, "action": "strategic-partnership", "field": "vet", **hint.fires}
    edition = open_edition(data["call"], data["action"])
    said = [one.remark.said for one in hints_on(Proposal.model_validate(data), edition).said]
    assert not set(lost(said, known_of(edition, data)))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_what_a_grant_says_can_be_translated(file):
    budget = budget_of(load(file), provisional=True)
    numbers = map(str, dict(budget.numbered))
    said = [explain(budget, what) for what in (*numbers, *budget.grant.categories, *WHOLES)]
    told = [message for one in said for message in (one.title, *one.steps)]
    told += [message for check in budget.checks for message in (check.label, check.words)]
    told += [line.label for line in budget.grant.lines]
    assert not set(lost(told, known_of(budget.edition, file.read_text(encoding="utf-8"))))
