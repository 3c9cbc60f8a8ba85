"""The tools for assistants: asked in memory, and once over stdio as an assistant starts them."""

import asyncio
import json
import os
import sys
from datetime import date

import pytest
from folders import EXAMPLES

from erasmus_cli import check, load
from erasmus_cli.guide.loader import open_edition

BROKEN = EXAMPLES / "broken" / "ka210-school-2026.yaml"
ON = date(2026, 1, 15)
TOOLS = {"check", "explain", "guide", "budget", "match", "schema", "diff"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.xdist_group("assistant"),
]


def assistant(folder=None):
    """One that can talk to the server. What both need loads in a second, so only here."""
    client = pytest.importorskip("mcp").Client
    from erasmus_cli.assistant.server import server  # noqa: PLC0415

    return client(server(folder, ON))


def asked(*questions, folder=None):
    """What a server answers to these calls, in their order."""

    async def conversation():
        async with assistant(folder) as client:
            return [await client.call_tool(name, arguments) for name, arguments in questions]

    return [result.structured_content for result in asyncio.run(conversation())]


def data_of(path):
    return json.loads(json.dumps(load(path).data))


def test_the_tools_are_few_read_only_and_typed():
    async def listed():
        async with assistant() as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = asyncio.run(listed())
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (True, False, False)
        assert tool.description
        assert {"refusal", "edition", "version", "decides"} <= tool.output_schema["properties"].keys()
    assert "Never invent facts" in " ".join(instructions.split())


def test_a_check_tells_what_does_not_pass_and_nothing_else():
    report = check(load(BROKEN).proposal, fixes=False)
    told = [
        one
        for one in report.findings
        if one.decides or (one.outcome == "fail" and one.severity != "assessor")
    ]
    (answer,) = asked(("check", {"proposal": data_of(BROKEN)}))
    assert answer["verdict"] == report.verdict
    assert [one["rule"] for one in answer["findings"]] == [one.rule for one in told]
    assert all(one["source"] and one["grade"] for one in answer["findings"])
    assert answer["edition"] == "2026/small-scale-partnership"
    assert answer["decides"] == "The Programme Guide of the call and your National Agency decide."
    assert len(answer["report"]) == 12
    assert len(json.dumps(answer)) < 20_000


def test_the_other_tools_answer_with_sources():
    explained, topics, figures, budget, matches, schema, diff = asked(
        ("explain", {"rule": "con-01"}),
        ("guide", {"call": 2026, "action": "cooperation-partnership", "field": "vet"}),
        ("guide", {"call": 2026, "action": "cooperation-partnership", "topic": "minimum"}),
        ("budget", {"proposal": data_of(EXAMPLES / "ka210-school-2026.yaml")}),
        ("match", {"countries": ["BE", "NL"], "kinds": ["school", "school"], "months": 18, "money": 60000}),
        ("schema", {}),
        ("diff", {"old": "2025/cooperation-partnership", "new": "2026/cooperation-partnership"}),
    )
    assert explained["name"] == "enough-organisations"
    assert all(one["source"] for one in explained["figures"])
    assert "minimum" in topics["topics"]
    assert topics["figures"] == []
    assert {one["figure"].partition(".")[0] for one in figures["figures"]} == {"minimum"}
    assert budget["grant"] == 60000
    fits = {(one["action"], one["fit"]) for one in matches["matches"]}
    assert ("small-scale-partnership", "fits") in fits
    assert schema["proposal"]["properties"]["call"]
    assert all(one["lines"] and one["source"] for one in diff["changes"])


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("check", {}, "say either `proposal` or `file`"),
        ("check", {"proposal": {"monhts": 24}}, "there is no key `monhts`; did you mean `months`?"),
        ("check", {"proposal": {"call": 2016, "action": "cooperation-partnership"}}, "no rules for 2016"),
        ("check", {"file": "p.yaml"}, "no folder was named at start"),
        ("budget", {"proposal": {"title": "An idea"}}, ""),
        ("explain", {"rule": "CON-99"}, "there is no rule `CON-99`"),
        ("guide", {"call": 1999, "action": "tea"}, "no rules for 1999/tea"),
        ("guide", {"call": 2026, "action": "cooperation-partnership", "topic": "tea"}, "has no topic `tea`"),
        ("match", {"countries": ["Atlantis"]}, "there is no country `Atlantis`"),
        ("diff", {"old": "2026", "new": "2026"}, "names no edition"),
    ],
)
def test_what_cannot_be_answered_is_an_answer(tool, arguments, reason):
    (answer,) = asked((tool, arguments))
    assert reason in answer["refusal"]["reason"]
    assert "Traceback" not in json.dumps(answer)


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "link.yaml", "folder", "/etc/hostname", "a\0b", "no.yaml", ""]
)
def test_no_path_of_a_model_opens_what_is_outside_the_folder(tmp_path, name):
    (tmp_path / "secret.yaml").write_text("title: SECRET\n", "utf-8")
    inside = tmp_path / "inside"
    (inside / "folder").mkdir(parents=True)
    if os.name != "nt":
        (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (inside / "p.yaml").write_text((EXAMPLES / "ka210-school-2026.yaml").read_text("utf-8"), "utf-8")
    answer, good = asked(("check", {"file": name}), ("check", {"file": "p.yaml"}), folder=inside)
    assert answer["refusal"]["reason"] == "there is no such file in the folder that was named at start"
    assert "SECRET" not in json.dumps(answer)
    assert good["verdict"] == "eligible"


def test_an_eligible_verdict_is_as_sure_as_the_least_sure_figure_that_decides_it():
    proposal = load(EXAMPLES / "ka210-school-2026.yaml").proposal
    report = check(proposal, fixes=False)
    grades = {one.criterion.grade_of(one.answer) for one in report.findings if one.severity == "error"}
    (answer,) = asked(("check", {"proposal": data_of(EXAMPLES / "ka210-school-2026.yaml")}))
    assert (answer["verdict"], answer["findings"]) == ("eligible", [])
    assert answer["grade"] == max(grades - {None}, key=lambda grade: grade.rank)


def test_the_call_to_come_is_held_to_the_newest_rules_where_that_is_asked_for():
    plan = {**data_of(EXAMPLES / "ka210-school-2026.yaml"), "call": 2027}
    refused, answer, budget, matches = asked(
        ("check", {"proposal": plan}),
        ("check", {"proposal": plan, "provisional": True}),
        ("budget", {"proposal": plan, "provisional": True}),
        ("match", {"countries": ["BE", "PT"], "kinds": ["school", "school"], "provisional": True}),
    )
    assert "call 2027 is not known here yet" in refused["refusal"]["reason"]
    assert (answer["edition"], answer["provisional"]) == ("2026/small-scale-partnership", True)
    assert (budget["refusal"], budget["grant"]) == (None, 60000)
    assert {(one["call"], one["provisional"]) for one in matches["matches"]} == {(2027, True)}


def test_what_is_no_page_says_why_and_a_prompt_without_an_idea_asks_for_it(capfd):
    async def conversation():
        async with assistant() as client:
            names = ("rule/NOPE", "guide/2026/tea/minimum", "guide/soon/tea/minimum")
            pages = [await client.read_resource(f"erasmus://{name}") for name in names]
            prompt = await client.get_prompt("plan_a_partnership", {})
            return [page.contents[0].text for page in pages], prompt.messages[0].content.text

    pages, prompt = asyncio.run(conversation())
    assert pages[0] == "not answered: there is no rule `NOPE`\nfindings of `check` name the rules"
    assert all(page.startswith("not answered: no rules for") for page in pages[1:])
    assert "an idea that you ask me for first" in prompt
    assert "Traceback" not in capfd.readouterr().err


def test_pages_and_the_prompt_can_be_read():
    async def conversation():
        async with assistant() as client:
            rule = await client.read_resource("erasmus://rule/CON-01")
            guide = await client.read_resource("erasmus://guide/2026/cooperation-partnership/minimum")
            prompt = await client.get_prompt("plan_a_partnership", {"idea": "bread"})
            return rule.contents[0].text, guide.contents[0].text, prompt.messages[0].content.text

    rule, guide, prompt = asyncio.run(conversation())
    assert rule.startswith("CON-01 enough-organisations")
    assert "Programme Guide 2026" in guide
    assert "about: bread" in prompt
    assert "one missing fact at a time" in " ".join(prompt.split())


def test_a_conversation_leads_from_an_idea_to_an_eligible_proposal():
    wanted = data_of(EXAMPLES / "ka210-school-2026.yaml")
    proposal = {key: wanted[key] for key in ("call", "action", "field")}

    async def conversation():
        async with assistant() as client:
            for _ in range(30):
                result = await client.call_tool("check", {"proposal": proposal})
                answer = result.structured_content
                if answer["verdict"] == "eligible":
                    return answer
                needs = [need for one in answer["findings"] for need in one["needs"] or [one["at"]]]
                keys = [need.split("/")[1] for need in needs if need] or list(wanted)
                key = next((key for key in keys if key not in proposal and key in wanted), None)
                key = key or next(key for key in wanted if key not in proposal)
                proposal[key] = wanted[key]
        raise AssertionError(proposal.keys())

    assert asyncio.run(conversation())["identifiers_missing"] == 0


def test_it_answers_over_stdio(tmp_path):
    (tmp_path / "p.yaml").write_bytes(BROKEN.read_bytes())
    mcp = pytest.importorskip("mcp")
    command = ["-m", "erasmus_cli", "mcp", str(tmp_path), "--on", ON.isoformat()]

    async def conversation():
        start = mcp.StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with mcp.Client(start) as client:
            return (await client.call_tool("check", {"file": "p.yaml"})).structured_content

    assert asyncio.run(conversation())["verdict"] == "not-eligible"
    assert open_edition(2026, "small-scale-partnership").id == "2026/small-scale-partnership"
