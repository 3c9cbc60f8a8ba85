"""Where a record stands in its edition."""

import pickle

import pytest
from builders import EDITIONS, each

from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.walk import records


def at(node: object, path: str) -> object:
    """What stands at a path, found without the walk that the path came from; keys of tables may have dots."""
    if not path:
        return node
    if isinstance(node, dict):
        key = max((key for key in node if f"{path}.".startswith(f"{key}.")), key=len)
        inner = node[key]
    else:
        key = path.partition(".")[0]
        inner = node[int(key) - 1] if isinstance(node, tuple) else getattr(node, key)
    return at(inner, path[len(key) + 1 :])


@each(EDITIONS)
def test_every_record_tells_a_path_that_leads_to_it(edition):
    found = [record for _, record in records("", edition)]
    assert found
    assert all(at(edition, edition.path_of(record)) is record for record in found)
    assert len({edition.path_of(record) for record in found}) == len(found)


def test_a_path_names_topic_and_entry():
    edition = open_edition(2016, "strategic-partnership")
    assert edition.path_of(edition.minimum["general"]) == "minimum.general"
    assert edition.path_of(edition.deadlines["youth"][1]) == "deadlines.youth.2"
    assert edition.path_of(edition.unit_costs.management) == "unit_costs.management"
    assert edition.path_of(edition.pass_mark) == "pass_mark"


def test_a_record_of_another_edition_is_refused_even_if_it_is_equal():
    edition = open_edition(2016, "strategic-partnership")
    twin = edition.pass_mark.model_copy()
    with pytest.raises(LookupError, match="no such record"):
        edition.path_of(twin)


def test_a_copy_knows_its_own_records_and_not_those_that_it_replaced():
    edition = open_edition(2016, "strategic-partnership")
    edition.path_of(edition.pass_mark)
    general, youth = edition.minimum["general"], edition.minimum["youth"]
    swapped = edition.model_copy(update={"minimum": {"general": youth, "youth": general}})
    assert swapped.path_of(youth) == "minimum.general"
    other = edition.model_copy(update={"pass_mark": edition.pass_mark.model_copy()})
    assert other.path_of(other.pass_mark) == "pass_mark"
    with pytest.raises(LookupError):
        other.path_of(edition.pass_mark)


def test_a_copy_takes_over_nothing_that_was_worked_out():
    edition = open_edition(2016, "strategic-partnership")
    form = open_form(edition.form)
    question = next(form.questions())
    assert "BE" in edition.inside
    assert form.question(question.id) == question
    countries = edition.programme_countries.model_copy(update={"codes": ("FR",)})
    assert edition.model_copy(update={"programme_countries": countries}).inside == {"FR"}
    assert form.model_copy(update={"sections": ()}).question(question.id) is None
    assert edition.inside > {"BE", "FR"}


def test_an_edition_from_another_process_knows_its_own_records():
    edition = open_edition(2016, "strategic-partnership")
    edition.path_of(edition.pass_mark)
    sent = pickle.loads(pickle.dumps(edition))
    assert sent == edition
    assert sent.path_of(sent.pass_mark) == "pass_mark"
