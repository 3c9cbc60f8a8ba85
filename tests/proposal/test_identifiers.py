"""Identifiers as people copy them: what is only written otherwise is the same number."""

import pytest

from erasmus_cli import check
from erasmus_cli.proposal.reader import parse


def organisation(key, written):
    return parse(f'organisations: [{{{key}: "{written}"}}]').proposal.organisations[0]


@pytest.mark.parametrize(
    "written",
    [
        "E10234567",
        "e10234567",
        "E 10234567",
        "E 1023 4567",
        "OID E10234567",
        "OID: E10234567",
        "E-10234567",
        "\u041510234567",
        "\uff251023456\uff17",
    ],
)
def test_an_oid_is_taken_as_the_register_writes_it(written):
    assert organisation("oid", written).oid == "E10234567"


@pytest.mark.parametrize(
    "written", ["10234567", "E1023456", "E102345678", "EI0234567", "pending", "n/a", "E10234567 / E10234568"]
)
def test_what_is_no_oid_stays_as_it_is_written_for_the_rule_to_name(written):
    assert organisation("oid", written).oid == written


@pytest.mark.parametrize(
    "written",
    [
        "949888777",
        "949 888 777",
        "949.888.777",
        "PIC 949888777",
        "PIC: 949888777",
        "\u0669\u0664\u0669\u0668\u0668\u0668\u0667\u0667\u0667",
    ],
)
def test_a_pic_is_nine_digits(written):
    assert organisation("pic", written).pic == "949888777"


def test_a_pic_may_be_a_number():
    assert parse("organisations: [{pic: 949888777}]").proposal.organisations[0].pic == 949888777
    assert parse("organisations: [{pic: 949888777.0}]").proposal.organisations[0].pic == 949888777


@pytest.mark.parametrize("written", ["94988877", "9498887771", "pending", "E10234567", "949-888-77"])
def test_what_is_no_pic_stays_as_it_is_written(written):
    assert organisation("pic", written).pic == written


def test_one_identifier_written_in_two_ways_is_one_organisation():
    proposal = parse("""
call: 2026
action: cooperation-partnership
field: adult
organisations:
  - {id: a, name: Bridge House, country: BE, role: applicant, oid: E10234567}
  - {id: b, name: Maison du Pont, country: BE, role: partner, oid: e 1023 4567}
""").proposal
    assert [one.outcome for one in check(proposal).findings if one.rule == "ORG-02"] == ["fail"]
