"""The chain from objective to indicator, and the lists of results, milestones, risks and earlier work."""

import re
from datetime import date

import pytest

from erasmus_cli.chapters.outline import UnknownPartnerError
from erasmus_cli.chapters.render import markdown
from erasmus_cli.proposal.model import Proposal

DAY = date(2026, 2, 1)
CALL = {
    "call": 2026,
    "action": "cooperation-partnership",
    "field": "vet",
    "start": "2026-11-01",
    "months": 24,
}
MEMBERS = [
    {"id": "a", "name": "Alder School", "short_name": "Alder", "role": "applicant"},
    {"id": "b", "name": "Birch Works", "short_name": "Birch", "role": "partner"},
]
PLAN = {
    "organisations": MEMBERS,
    "objectives": [{"id": "OB1", "title": "Fewer leaks"}, {"id": "OB2", "title": "Calm tenants"}],
    "work_packages": [
        {
            "id": "WP2",
            "title": "Course",
            "lead": "b",
            "grants": {"a": 2000, "b": 3000},
            "objectives": ["OB1"],
            "activities": [{"id": "A2-1", "title": "Writing", "lead": "a", "participants": ["b"]}],
        }
    ],
    "results": [
        {"id": "R2", "title": "Film", "due": "2028-01-31", "lead": "b"},
        {
            "id": "R1",
            "title": "Book",
            "made_by": ["A2-1"],
            "due": "2027-06-30",
            "lead": "a",
            "proof": "printed",
        },
    ],
    "indicators": [
        {
            "title": "Leaks",
            "measures": ["OB1"],
            "baseline": 9,
            "target": 3,
            "owner": "b",
            "due": "2028-10-31",
        },
        {"title": "Clicks", "measures": ["R9"], "target": 100},
    ],
    "milestones": [{"title": "Book printed", "due": "2027-07-01", "lead": "a"}],
    "risks": [{"title": "Flood", "likelihood": "low", "severity": "high", "owner": "b"}],
    "past_cooperation": [{"title": "Roofs", "start": 2019, "end": 2021, "organisations": ["a", "b"]}],
}


def rows(text, heading):
    """The rows of the table under a heading of the third level."""
    part = text.split(f"### {heading}\n")[1].split("\n#")[0]
    lines = [line.strip("|").replace("\xa0", " ") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines[2:]]


def draft(**more):
    return markdown(Proposal.model_validate({**CALL, **more}), DAY)


def test_the_chain_goes_from_objective_to_indicator_and_shows_each_break():
    assert rows(draft(**PLAN), "From objective to indicator") == [
        ["OB1 Fewer leaks", "WP2 Course", "R1 Book", "Leaks: 9 to 3", "Birch, Alder"],
        [
            "OB2 Calm tenants",
            "▢ nothing in the plan serves it",
            "▢ no result comes of it",
            "▢ no indicator judges it",
            "▢ nobody",
        ],
        ["-", "▢ nothing in the plan makes it", "R2 Film", "-", "Birch"],
        ["-", "-", "▢ it judges no objective and no result", "Clicks: 100", "-"],
    ]


def test_results_go_by_their_due_date_with_the_month_of_the_project():
    assert rows(draft(**PLAN), "Results by due date") == [
        ["R1 Book", "30 Jun 2027 (M8)", "A2-1", "Alder", "printed"],
        ["R2 Film", "31 Jan 2028 (M15)", "▢ nothing", "Birch", "not said yet"],
    ]


def test_milestones_risks_and_earlier_work_are_tables_and_what_is_missing_is_said():
    text = draft(**PLAN)
    assert rows(text, "Milestones") == [["Book printed", "1 Jul 2027 (M9)", "Alder", "not said yet"]]
    assert rows(text, "Risks") == [["Flood", "low", "high", "not said yet", "Birch"]]
    assert "| Roofs | 2019 to 2021 | Alder, Birch |" in text


def test_a_package_shows_lead_partners_results_and_who_takes_part():
    block = draft(**PLAN).split("### WP2. Course\n")[1].split("\n### ")[0]
    for line in (
        "| Lead | Birch |",
        "| Partners | Birch, Alder |",
        "| Objectives | OB1 Fewer leaks |",
        "| R1 Book | 30",
        "| A2-1 | Writing | not said yet | not said yet | Alder | Birch |",
    ):
        assert line in block, line


def test_the_lead_is_marked_where_the_money_is():
    table = rows(draft(**PLAN), "Lump sum by work package and partner")
    assert table[0] == ["WP2 Course", "EUR 2 000", "● EUR 3 000", "EUR 5 000"]


def test_lists_that_are_not_there_print_nothing():
    text = draft(organisations=MEMBERS)
    for word in ("Objectives, results and risks", "Milestones", "Earlier work together", "● leads it"):
        assert word not in text
    assert "## Red thread" in text


def test_the_reading_view_has_the_chain_too():
    text = markdown(Proposal.model_validate({**CALL, **PLAN}), DAY, view="reading")
    assert len(rows(text, "From objective to indicator")) == 4


def test_calls_with_unit_costs_show_what_each_partner_has_of_each_item():
    meeting = {"host": "a", "participants": [{"organisation": "b", "people": 2, "distance_km": 500}]}
    proposal = {
        "call": 2018,
        "action": "strategic-partnership",
        "field": "vet",
        "type": "innovation",
        "months": 24,
        "organisations": MEMBERS,
        "meetings": [meeting],
    }
    table = rows(markdown(Proposal.model_validate(proposal), DAY), "Budget by item and partner")
    # 24 months at 500 for the applicant and 250 for the partner; two people travel for 575 each
    assert table[0] == ["Project management and implementation", "EUR 12 000", "EUR 6 000", "EUR 18 000"]
    assert table[1] == ["Transnational project meetings", "-", "EUR 1 150", "EUR 1 150"]
    assert table[-1] == ["**Total**", "**EUR 12 000**", "**EUR 7 150**", "**EUR 19 150**"]


PACK = {
    **PLAN,
    "organisations": [
        {**MEMBERS[0], "contact": {"name": "Ada", "email": "ada@example.org"}, "country": "BE"},
        {**MEMBERS[1], "country": "PL", "city": "Poznań", "legal_representative": "Bo, head"},
    ],
}


def part_of(partner):
    return markdown(Proposal.model_validate({**CALL, **PACK}), DAY, view="partner", partner=partner)


def test_a_partner_is_told_what_to_do_sign_and_answer_for_and_where_the_file_goes():
    text = part_of("b")
    for line in (
        "- **Send this file back to:** Alder School, Ada, ada@example.org",
        "| leads work package WP2: Course |",
        "| takes part in activity A2-1: Writing |",
        "| answers for: R2 Film | 31 January 2028 |",
        "| measures: Leaks | 31 October 2028 |",
        "| watches the risk: Flood | all the time |",
        "| Accession and Declaration on Honour Form | The legal representative of each partner. | with the",
        "- Legal representative: Bo, head",
        "| Alder School | applicant | Belgium | Ada, ada@example.org | not said yet |",
        "| Birch Works | partner | Poznań, Poland | not said yet | not said yet |",
    ):
        assert line in text, line
    assert text.index("## All partners") < text.index("## Your questions")


def test_the_applicant_sends_its_file_to_nobody():
    assert "Send this file back" not in part_of("a")


def test_money_in_a_package_is_work_in_it_also_where_no_activity_names_the_partner():
    management = {"id": "WP1", "management": True, "grants": {"a": 900, "b": 100}}
    proposal = {**CALL, **PACK, "work_packages": [management, *PLAN["work_packages"]]}
    text = markdown(Proposal.model_validate(proposal), DAY, view="partner", partner="b")
    assert "| takes part in work package WP1: Project management |" in text
    proposal["work_packages"] = [{**management, "grants": {"a": 900, "b": 0}}]
    text = markdown(Proposal.model_validate(proposal), DAY, view="partner", partner="b")
    assert "WP1" not in text.split("## Your work")[1].split("## What you sign")[0]


@pytest.mark.parametrize("said", ["b", "Birch", "birch works", "BIRCH-WORKS"])
def test_a_partner_is_meant_by_its_handle_name_or_short_name(said):
    assert part_of(said) == part_of("b")


def test_a_name_of_several_organisations_is_refused_with_their_handles_and_a_handle_goes_before_names():
    twins = [{**MEMBERS[0], "name": "Twin"}, {**MEMBERS[1], "name": "Twin", "short_name": "a"}]
    proposal = Proposal.model_validate({**CALL, "organisations": twins})
    with pytest.raises(
        UnknownPartnerError, match="several organisations are called twin; choose one of a, b"
    ):
        markdown(proposal, DAY, view="partner", partner="twin")
    assert "Role | applicant" in markdown(proposal, DAY, view="partner", partner="a")


def test_only_answers_that_are_there_are_called_written():
    answers = dict.fromkeys(re.findall(r"^#### .*`(\S+)`$", part_of("b"), flags=re.MULTILINE), "Text.")
    assert len(answers) > 3
    optional = "organisation.past-participation/b"
    assert optional in answers

    def said(given):
        proposal = {**CALL, **PACK, "answers": given}
        return markdown(Proposal.model_validate(proposal), DAY, view="partner", partner="b")

    needed = {key: text for key, text in answers.items() if key != optional}
    assert f"all {len(needed)} are written" in said(needed)
    assert f"all {len(answers)} are written" in said(answers)
    one_less = dict(list(needed.items())[1:])
    assert f"1 of {len(needed)} below are still open" in said(one_less)


def test_the_card_of_a_partner_counts_what_is_answered_and_names_what_is_not():
    keys = re.findall(r"^#### .*`(\S+)`$", part_of("b"), flags=re.MULTILINE)
    proposal = {**CALL, **PACK, "answers": dict.fromkeys(keys[:2], "Text.")}
    text = markdown(Proposal.model_validate(proposal), DAY)
    told = next(line for line in text.split("### Birch Works")[1].splitlines() if "To answer:" in line)
    assert told.startswith("- **To answer:** ✓ 2 answers; ")
    assert len(re.findall("[▢○]", told)) == len(keys) - 2


def test_the_red_thread_counts_what_the_proposal_lists():
    part = draft(**PLAN).split("## Red thread\n")[1].split("\n## ")[0]
    held = {
        cells[1].strip("* "): cells[3].strip()
        for line in part.splitlines()
        if len(cells := line.split("|")) == 6
    }
    assert held["Objective"] == "2 objectives"
    assert held["Result"] == "1 work package, 2 results"
    assert held["Indicator"] == "2 indicators"
    assert (
        "indicators" not in draft(**{**PLAN, "indicators": []}).split("## Red thread\n")[1].split("\n## ")[0]
    )


def test_money_of_many_partners_stands_in_tables_that_fit_a_page():
    members = [{"id": f"p{n}", "name": f"Partner {n}"} for n in range(1, 16)]
    shares = {member["id"]: 100 + n for n, member in enumerate(members)}
    packages = [{"id": "WP2", "lead": "p9", "grants": shares}]
    text = draft(organisations=members, work_packages=packages)
    part = text.split("### Lump sum by work package and partner\n")[1].split("\n### ")[0]
    heads = [line for line in part.splitlines() if line.startswith("| Work package |")]
    assert [head.count("Partner") for head in heads] == [5, 5, 5]
    assert [head.endswith("| Amount |") for head in heads] == [False, False, True]
    sums = [line for line in part.splitlines() if line.startswith("| **Total** |")]
    assert sums[-1].endswith(f"| **EUR\xa0{sum(shares.values()):_}** |".replace("_", "\xa0"))
    assert "● EUR\xa0108" in part
    assert part.count("leads it") == 1


def test_seven_partners_still_stand_side_by_side():
    members = [{"id": f"p{n}", "name": f"Partner {n}"} for n in range(1, 8)]
    packages = [{"id": "WP2", "grants": {member["id"]: 1 for member in members}}]
    part = draft(organisations=members, work_packages=packages).split("by work package and partner\n")[1]
    assert part.split("\n### ")[0].count("| Work package |") == 1


def test_findings_speak_of_people_by_name_and_of_the_guide_in_its_words():
    members = [
        {"id": "zz9", "name": "Alder School", "short_name": "Alder", "role": "applicant", "country": "BE"}
    ]
    text = draft(organisations=members, priorities={"main": "vet/labour-market"})
    report = text.split("## Eligibility report\n")[1]
    assert "zz9" not in text.replace("/zz9", "")
    assert "Alder applies on behalf of all" in report
    assert "vet/labour-market" not in report
    assert "fits the field Vocational education and training" in report
