"""The server of the Model Context Protocol: the tools of the desk, pages, and a prompt to begin with."""

from datetime import date
from pathlib import Path

from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from erasmus_cli import __version__
from erasmus_cli.assistant.tools import Desk, in_lines, refused

_INSTRUCTIONS = """\
Rules of Erasmus+ Key Action 2 partnerships. Ask these tools instead of remembering: every figure
has a source and a grade, and what is unknown is called unknown. Quote both, name the id of the
report, and say that the Programme Guide and the National Agency decide. Never invent facts of a
project: ask for them, one at a time. `eligible` means that no rule that can be checked stands in
the way, not that a project is good or ready. Where all calls have closed, ask for the call to come by
`provisional`, and say that its rules are those of the call before."""
_PLAN = """\
Help me to plan an Erasmus+ partnership about: {idea}

Ask me for one missing fact at a time: first the countries and kinds of the organisations, the
applicant first; then how many months and how much money. Call `match` and tell me where it fits and
why. When I have chosen a call, action and field, build the proposal as data by `schema`, call
`check`, and ask me for what the first open finding needs. Go on until nothing fails or is open. Do
not make up any fact, and do not write my answers to the form. Quote the source and grade of each
figure, and end with the id of the report and who decides."""
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(folder: Path | None, on: date) -> MCPServer:
    """The server; files are read from the folder alone, and none is written."""
    desk = Desk(folder, on)
    made = MCPServer("erasmus", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR")
    for tool in (desk.check, desk.explain, desk.guide, desk.budget, desk.match, desk.schema, desk.diff):
        made.tool(annotations=_READ_ONLY)(tool)

    @made.resource("erasmus://rule/{rule}", mime_type="text/plain")
    def rule_page(rule: str) -> str:
        """What a rule asks and why, with its figures."""
        found = desk.explain(rule)
        if found.refusal:
            return refused(found.refusal)
        return f"{found.rule} {found.name}\n\n{found.text}\n\n{in_lines(found.figures)}\n\n{found.decides}\n"

    @made.resource("erasmus://guide/{call}/{action}/{topic}", mime_type="text/plain")
    def guide_page(call: str, action: str, topic: str) -> str:
        """The figures of one topic of an edition."""
        found = desk.guide(int(call) if call.isdecimal() else 0, action, topic=topic)
        if found.refusal:
            return refused(found.refusal)
        return f"{found.edition}: {topic}\n\n{in_lines(found.figures)}\n\n{found.decides}\n"

    @made.prompt()
    def plan_a_partnership(idea: str = "") -> str:
        """Plan a partnership from an idea, with one question at a time; it may be asked for as well."""
        return _PLAN.format(idea=idea.strip() or "an idea that you ask me for first")

    return made
