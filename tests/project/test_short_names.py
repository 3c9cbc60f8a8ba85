"""Short names of organisations: the acronym, or as many words as there is room for, and never twice."""

import pytest

from erasmus_cli.project.project import open_project
from erasmus_cli.project.short_names import called, short_name, short_names
from erasmus_cli.proposal.model import Proposal


def project_of(*organisations):
    data = {"call": 2026, "action": "cooperation-partnership", "organisations": organisations}
    return open_project(Proposal.model_validate(data), "the form")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Vakcentrum Leieoever vzw", "Vakcentrum Leieoever vzw"),
        ("Stredná odborná škola stavebných remesiel Torysa", "Stredná odborná škola …"),
        ("Baltic Craft Centre (BCC)", "BCC"),
        ("Centre (of the city) for crafts", "Centre (of the city) for …"),
        ("Donaudampfschifffahrtsgesellschaft Wien", "Donaudampfschifffahrtsgese …"),
        ("Ausbildungszentrumsgesellschaft", "Ausbildungszentrumsgesellschaft"),
    ],
)
def test_a_short_name_is_the_acronym_or_the_first_words(name, short):
    assert short_name(name) == short


def test_no_two_organisations_share_a_short_name():
    names = short_names(
        project_of(
            {"id": "a", "name": "School (SX)", "city": "Lier"},
            {"id": "b", "name": "Szkoła (SX)", "city": "Konin"},
            {"id": "c", "name": "Club"},
            {"id": "d", "name": "Club"},
            {"id": "e"},
        )
    )
    assert names == {"a": "SX (Lier)", "b": "SX (Konin)", "c": "Club (c)", "d": "Club (d)", "e": "e"}


def test_who_is_not_in_the_proposal_is_called_by_the_handle():
    project = project_of({"id": "a", "name": "Club"})
    assert [called(project, handle) for handle in ("a", "x", None)] == ["Club", "x", None]
