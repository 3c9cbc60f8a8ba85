"""Makes the pages of docs/ that follow from code and data: commands, the proposal file, rules and others.

`python docs/make.py` writes them; `--check` only says whether they are up to date.
"""

import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import proposal_file
from commands_page import commands_page

from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Source
from erasmus_cli.guide.statements import all_statements
from erasmus_cli.guide.walk import records
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.engine import rules_for
from erasmus_cli.rules.registry import Rule
from erasmus_cli.scoring.hints.catalogue import all_hints
from erasmus_cli.wording.formatting import runs, spans

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/make.py from the code and the guide data; edits here are lost. -->\n"


def proposal_page() -> str:
    """Every key of the proposal file."""
    return MADE + "\n" + proposal_file.page(spans)


def rules_page() -> str:
    """Every rule: what it asks, why, and in which editions."""
    intro = "An `error` decides; a `warning` or `note` never does. `erasmus explain RULE` shows more."
    lines = [MADE, "# The rules", "", intro, ""]
    for rule in all_rules():
        lines += [f"## {rule.id} {rule.name}", "", f"*{rule.severity.value}*. {rule.text}", ""]
        applies = [
            (call, action) for call, action in available() if rule in rules_for(open_edition(call, action))
        ]
        lines += [
            f"Reads {', '.join(f'`{topic}`' for topic in rule.reads)}. Applies to {spans(applies)}.",
            "",
        ]
    return "\n".join(lines)


def hints_page() -> str:
    """Every hint: what it looks at, why, and an example."""
    intro = (
        "What `erasmus score` remarks on besides the points. A hint is a mechanical sign and no judgement; it"
        " decides nothing. `--ignore HINT-03` leaves one out, `erasmus explain HINT-03` shows its examples."
    )
    lines = [MADE, "# The hints", "", intro, ""]
    for hint in all_hints():
        reads = "Reads English only." if hint.english else "Reads any language."
        lines += [f"## {hint.id} {hint.name}", "", f"{hint.text}", "", reads, ""]
    return "\n".join(lines)


def coverage_page() -> str:
    """Per action and call: what is decided, what only warns, what is left to people."""
    intro = (
        "What `erasmus check` does in each edition: it **decides**, *warns* or reminds (note)."
        " A dash means that the edition says nothing on it."
    )
    lines = [MADE, "# Coverage", "", intro, ""]
    for action in dict.fromkeys(action for _, action in available()):
        calls = [call for call, known in available() if known == action]
        lines += [f"## {action}", "", _row("Rule", *calls), _row(*["---"] * (len(calls) + 1))]
        for rule in all_rules():
            cells = [_cell(rule, call, action) for call in calls]
            if set(cells) != {"-"}:
                lines.append(_row(f"{rule.id} {rule.title}", *cells))
        lines += ["", "Left to assessors, agencies and documents:", ""]
        lines += [f"- {text} ({spans(where)})" for text, where in _judgements(action, calls).items()]
        lines += ["", "How the figures are known:", ""]
        lines += [f"- {call}: {_grades(open_edition(call, action))}" for call in calls]
        lines += ["", "What the Guide says, statement by statement:", "", *_statements(action), ""]
    return "\n".join([*lines, (HERE / "not-modelled.md").read_text(encoding="utf-8")])


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _cell(rule: Rule, call: int, action: str) -> str:
    if rule not in rules_for(open_edition(call, action)):
        return "-"
    weight = _weight(rule, open_edition(call, action))
    return {"error": "**decides**", "warning": "*warns*"}.get(weight, weight)


def _judgements(action: str, calls: list[int]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for call in calls:
        for item in open_edition(call, action).assessor.values():
            found.setdefault(f"*{item.title}.* {item.text}", []).append((call, action))
    return found


def _statements(action: str) -> Iterator[str]:
    """The ledger of an action: when a statement holds, what it says and what becomes of it."""
    yield _row("Statement", "Calls", "What the Guide says", "What becomes of it")
    yield _row(*["---"] * 4)
    for one in all_statements():
        calls = [call for call, known in available() if known == action and one.concerns(call, action)]
        if calls:
            yield _row(one.id, runs(calls), one.text, f"**{one.treatment.label}**: {one.handled}")


def _weight(rule: Rule, edition: Edition) -> str:
    """What a fail does in this edition: unverified figures only warn, a call may only remind."""
    statements = [statement for _, statement in rule.statements(edition)]
    strengths = [str(s.strength) for s in statements if hasattr(s, "strength")]
    if rule.severity == "error" and any(s.source.grade == "unverified" for s in statements):
        return "warning"
    return strengths[0] if strengths else rule.severity.value


def _grades(edition: Edition) -> str:
    counts: dict[str, int] = {}
    carried = 0
    for source in _sources(edition):
        counts[source.grade.value] = counts.get(source.grade.value, 0) + 1
        carried += source.carried_to is not None
    listed = ", ".join(f"{number} {grade}" for grade, number in sorted(counts.items()))
    return f"{listed}; {carried} carried over from an earlier call's Guide"


def sources_page() -> str:
    """Every document in which a figure was seen, and what it is cited for."""
    file = resources.files("erasmus_cli.guide") / "data" / "evidence.toml"
    evidence = tomllib.loads(file.read_text(encoding="utf-8"))
    used: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for call, action in available():
        edition = open_edition(call, action)
        forms = (edition.form, *edition.special_forms.values())
        form_sources = [source for form in forms for source in _form_sources(form)]
        for source in (*_sources(edition), *form_sources):
            for key in source.evidence:
                where = used.setdefault(key, {}).setdefault(source.section, [])
                if (call, action) not in where:
                    where.append((call, action))
    lines = [MADE, "# Sources", "", (HERE / "sources-intro.md").read_text(encoding="utf-8")]
    for key, entry in evidence.items():
        title = f"[{entry['title']}]({entry['url']})" if "url" in entry else entry["title"]
        places = used.get(key, {})
        lines += [
            f"- **{key}** {title}",
            *(f"  - {name} ({spans(places[name])})" for name in sorted(places)),
        ]
    return "\n".join([*lines, ""])


def _form_sources(form_id: str) -> Iterator[Source]:
    form = open_form(form_id)
    yield form.source
    yield from (question.source for question in form.questions())


def _sources(model: object) -> Iterator[Source]:
    yield from (record.source for _, record in records("", model))


PAGES = {
    "commands.md": lambda: MADE + "\n" + commands_page(),
    "proposal-file.md": proposal_page,
    "rules.md": rules_page,
    "hints.md": hints_page,
    "coverage.md": coverage_page,
    "sources.md": sources_page,
}


def main() -> int:
    """Writes the pages, or with --check names those that are out of date."""
    stale = []
    for name, make in PAGES.items():
        page, text = HERE / name, make()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run python docs/make.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
