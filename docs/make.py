"""Makes the pages of docs/ that follow from the data: rules and sources.

`python docs/make.py` writes them; `--check` only says whether they are up to date.
"""

import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited, Source
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.engine import plan_for
from erasmus_cli.rules.explain import figures_by_source
from erasmus_cli.rules.registry import Rule

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/make.py from the code and the guide data; edits here are lost. -->\n"


def rules_page() -> str:
    """Every rule: what it asks, why, and the figures behind it."""
    intro = "An `error` decides the verdict; a `warning` or `note` never does."
    lines = [MADE, "# The rules", "", intro, ""]
    for rule in all_rules():
        lines += [f"## {rule.id} {rule.name}", "", f"*{rule.severity.value}*. {rule.text}", ""]
        lines += [*_figures(rule), ""]
    return "\n".join(lines)


def _figures(rule: Rule) -> Iterator[str]:
    for edition, source, figures in figures_by_source(rule):
        yield f"- **{edition}**, {source.citation} ({source.grade})"
        yield from (f"  - `{figure}`" for figure in figures)


def coverage_page() -> str:
    """Per edition: what is checked, what only warns, what is left to assessors."""
    intro = (
        "What `erasmus check` decides for each edition, what it only warns of, and what it leaves to people."
    )
    lines = [MADE, "# Coverage", "", intro, ""]
    for call, action in available():
        edition = open_edition(call, action)
        plan = plan_for(call, action)
        guide = f"{edition.guide.title}, version {edition.guide.version}"
        lines += [f"## {edition.id}", "", f"Guide: {guide}.", ""]
        for heading, severity in (("Decided", "error"), ("Warned of", "warning"), ("Reminded of", "note")):
            chosen = [f"- {rule.id} {rule.title}" for rule in plan if _weight(rule, edition) == severity]
            lines += [f"**{heading}**", "", *chosen, ""] if chosen else []
        lines += ["**Left to people**", ""]
        lines += [f"- {key} {item.title}: {item.text}" for key, item in edition.assessor.items()]
        lines += ["", "**How the figures are known**", "", *_grades(edition), ""]
    return "\n".join(lines)


def _weight(rule: Rule, edition: Edition) -> str:
    """What a fail does in this edition: unverified figures only warn, a call may only remind."""
    statements = [statement for _, statement in rule.statements(edition)]
    strengths = [str(s.strength) for s in statements if hasattr(s, "strength")]
    if rule.severity == "error" and any(s.source.grade == "unverified" for s in statements):
        return "warning"
    return strengths[0] if strengths else rule.severity.value


def _grades(edition: Edition) -> Iterator[str]:
    counts: dict[str, int] = {}
    carried = 0
    for source in _sources(edition):
        counts[source.grade.value] = counts.get(source.grade.value, 0) + 1
        carried += source.carried_to is not None
    yield "- " + ", ".join(f"{number} {grade}" for grade, number in counts.items())
    yield f"- {carried} of them carried over from an earlier call's Guide"


def sources_page() -> str:
    """Every document in which a figure was seen, and what it is cited for."""
    file = resources.files("erasmus_cli.guide") / "data" / "evidence.toml"
    evidence = tomllib.loads(file.read_text(encoding="utf-8"))
    used: dict[str, set[str]] = {}
    for call, action in available():
        edition = open_edition(call, action)
        for cited_in, source in [
            *((edition.id, source) for source in _sources(edition)),
            *((f"form {edition.form}", source) for source in _sources(open_form(edition.form))),
        ]:
            for key in source.evidence:
                used.setdefault(key, set()).add(f"{cited_in}: {source.section}")
    lines = [MADE, "# Sources", "", (HERE / "sources-intro.md").read_text(encoding="utf-8")]
    for key, entry in evidence.items():
        title = f"[{entry['title']}]({entry['url']})" if "url" in entry else entry["title"]
        lines += [f"- **{key}** {title}", *(f"  - {place}" for place in sorted(used.get(key, ())))]
    return "\n".join([*lines, ""])


def _sources(model: object) -> Iterator[Source]:
    if isinstance(model, Cited):
        yield model.source
    if isinstance(model, dict):
        children = list(model.values())
    elif isinstance(model, tuple):
        children = list(model)
    else:
        children = list(vars(model).values()) if hasattr(model, "model_fields_set") else []
    for child in children:
        yield from _sources(child)


PAGES = {"rules.md": rules_page, "coverage.md": coverage_page, "sources.md": sources_page}


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
