"""Measures rule engines beside this one: twelve of its rules, on the same proposals, in one run.

    pip install zen-engine==2.1.3 cel-expr-python==0.1.3 panzi-json-logic==1.0.1 regopy==1.5.2
    python docs/compare_engines.py [--number N]

These four need not be installed for anything else; one that is not there is left out and named. Each engine
is given the rules in its own language, with the figures of the Guide written into them, compiled once for
each edition and field. What it says is first held against what this tool says, proposal by proposal and
rule by rule; one that differs is not measured. Then every engine takes all proposals in each of five
rounds, in turn, and the median of the processor's time counts. The others only say which rules fail, and
read JSON without a look at what it holds. This tool makes findings: why, where, from which source and how
to mend it.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generated import proposals  # noqa: E402 - found in tests

from erasmus_cli import Proposal  # noqa: E402
from erasmus_cli.guide.lookup import window_dates  # noqa: E402
from erasmus_cli.guide.model import Edition  # noqa: E402
from erasmus_cli.project.project import Project, open_project  # noqa: E402
from erasmus_cli.project.setting import Setting  # noqa: E402
from erasmus_cli.rules.engine import plan_for, run  # noqa: E402
from erasmus_cli.rules.outcome import Result  # noqa: E402
from erasmus_cli.rules.report import Criterion  # noqa: E402

ROUNDS, UNCOUNTED = 5, 1
RULES = (
    *("APP-01", "APP-02", "APP-05", "CON-01", "CON-02", "DAT-01", "DAT-03", "DUR-01"),
    *("LMP-01", "LMP-04", "LMP-05", "TXT-01"),
)

Facts = dict[str, Any]
Fails = frozenset[str]
Judge = Callable[[Facts], Fails]


def number_of(moment: str | None) -> int | None:
    """A day or a moment as a number that grows with it: not all of these languages compare texts."""
    return None if moment is None else int(re.sub(r"\D", "", moment)[:12].ljust(12, "0"))


def facts_of(data: dict[str, Any]) -> Facts:
    """A proposal as the other engines get it; this is not measured."""
    return {**data, "start": number_of(data["start"]), "submitted": number_of(data["submitted"])}


@dataclass(frozen=True)
class Figures:
    """What the Guide says on the twelve rules to projects of one edition and field, in one round."""

    setting: Setting
    round: int

    @cached_property
    def months(self) -> list[int]:
        """The durations that are allowed."""
        allowed = self.setting.select(self.setting.edition.duration)
        return [months for months in range(1, 61) if allowed and allowed.allows(months)]

    @cached_property
    def amounts(self) -> list[int]:
        """The lump sums that are offered."""
        offered = self.setting.edition.lump_sums
        return [int(amount) for amount in offered.amounts] if offered else []

    @cached_property
    def inside(self) -> list[str]:
        """The countries that count."""
        return sorted(self.setting.edition.inside)

    @cached_property
    def least(self) -> tuple[int, int]:
        """The fewest organisations and countries."""
        minimum = self.setting.select(self.setting.edition.minimum)
        if minimum is None or minimum.kinds:
            raise NotImplementedError("these twelve rules know no kinds of organisation")
        return minimum.organisations, minimum.countries

    @cached_property
    def window(self) -> tuple[int, int]:
        """First and last start of the round; any day where the Guide names none."""
        windows = self.setting.start_windows(self.round)
        if not windows:
            return 0, 10**12
        first, last = window_dates(self.setting.edition, windows[0])
        return number_of(first.isoformat()) or 0, number_of(last.isoformat()) or 0

    @cached_property
    def deadline(self) -> int:
        """The last moment of the round."""
        deadlines = self.setting.deadlines(self.round) or ()
        return number_of(deadlines[-1].effective.isoformat()) or 0

    @cached_property
    def applications(self) -> int:
        """The most applications of an organisation; very many where they are not counted."""
        cap = self.setting.edition.application_cap
        counted = cap and self.setting.field in cap.fields and cap.body in (None, self.setting.body)
        return cap.applications if cap and counted else 10**6

    @cached_property
    def languages(self) -> list[str]:
        """The languages in which an application may be written."""
        languages = self.setting.edition.languages
        of_eacea = languages.eacea if self.setting.body == "eacea" else ()
        return list(of_eacea or languages.codes)

    @cached_property
    def cofinanced(self) -> bool:
        """Whether the project has to cost more than the lump sum."""
        return "cofinancing" in self.setting.edition.requirements


# This tool


def ours(project: Project) -> Fails:
    """The rules of which a finding of this tool fails or warns."""
    chosen = project.edition.answer(_twelve)
    return frozenset(found.rule for found in run(chosen, project) if found.answer.result is Result.FAIL)


def _twelve(edition: Edition) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in plan_for(edition).criteria if criterion.id in RULES)


# The others


def zen(figures: Figures) -> Judge:
    """GoRules ZEN: a graph with one node of expressions."""
    from zen import ZenEngine  # noqa: PLC0415 - may be left out, as the three below

    organisations, countries = figures.least
    first, last = figures.window
    counting = f"filter(organisations, #.role in ['applicant', 'partner'] and #.country in {figures.inside})"
    rules = {
        "counting": f"map({counting}, #.country)",
        "APP-01": "count(organisations, #.role == 'applicant') != 1",
        "APP-02": f"some(organisations, #.role == 'applicant' and #.country not in {figures.inside})",
        "APP-05": f"some(organisations, (#.applications ?? 0) > {figures.applications})",
        "CON-01": f"len($.counting) < {organisations}",
        "CON-02": f"count({figures.inside}, # in $root.$.counting) < {countries}",
        "DAT-01": f"start < {first} or start > {last}",
        "DAT-03": f"submitted > {figures.deadline}",
        "DUR-01": f"months not in {figures.months}",
        "LMP-01": f"lump_sum not in {figures.amounts}",
        "LMP-04": "count(work_packages, #.management ?? false) != 1",
        "LMP-05": "estimated_cost <= lump_sum" if figures.cofinanced else "false",
        "TXT-01": f"language not in {figures.languages}",
    }
    expressions = [{"id": key, "key": key, "value": words} for key, words in rules.items()]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    decision = ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def judge(facts: Facts) -> Fails:
        said = decision.evaluate(facts)["result"]
        return frozenset(rule for rule in RULES if said[rule])

    return judge


def cel(figures: Figures) -> Judge:
    """CEL, by Google's engine in C++: one expression that makes a map."""
    from cel_expr_python import cel as engine  # noqa: PLC0415

    organisations, countries = figures.least
    first, last = figures.window
    counts = f"o.role in ['applicant', 'partner'] && o.country in {figures.inside}"
    rules = {
        "APP-01": "!p.organisations.exists_one(o, o.role == 'applicant')",
        "APP-02": f"p.organisations.exists(o, o.role == 'applicant' && !(o.country in {figures.inside}))",
        "APP-05": "p.organisations.exists(o, has(o.applications)"
        f" && o.applications > {figures.applications})",
        "CON-01": f"p.organisations.filter(o, {counts}).size() < {organisations}",
        "CON-02": f"{figures.inside}.filter(c, p.organisations.exists(o,"
        f" o.country == c && o.role in ['applicant', 'partner'])).size() < {countries}",
        "DAT-01": f"p.start < {first} || p.start > {last}",
        "DAT-03": f"p.submitted > {figures.deadline}",
        "DUR-01": f"!(p.months in {figures.months})",
        "LMP-01": f"!(p.lump_sum in {figures.amounts})",
        "LMP-04": "!p.work_packages.exists_one(w, has(w.management) && w.management)",
        "LMP-05": "p.estimated_cost <= p.lump_sum" if figures.cofinanced else "false",
        "TXT-01": f"!(p.language in {figures.languages})",
    }
    pairs = ", ".join(f"'{key}': {words}" for key, words in rules.items())
    compiled = engine.NewEnv(variables={"p": engine.Type.DYN}).compile(f"{{{pairs}}}")

    def judge(facts: Facts) -> Fails:
        said = compiled.eval(data={"p": facts}).plain_value()
        return frozenset(rule for rule in RULES if said[rule])

    return judge


def json_logic(figures: Figures) -> Judge:
    """json-logic, in Python."""
    from json_logic import jsonLogic  # noqa: PLC0415

    organisations, countries = figures.least
    first, last = figures.window

    def var(name: str, default: Any = None) -> Any:
        return {"var": [name, default]}

    def count(items: Any) -> Any:
        return {"reduce": [items, {"+": [var("accumulator"), 1]}, 0]}

    def chosen(items: str, test: Any) -> Any:
        return {"filter": [var(items), test]}

    applies = {"===": [var("role"), "applicant"]}
    counts = {
        "and": [{"in": [var("role"), ["applicant", "partner"]]}, {"in": [var("country"), figures.inside]}]
    }
    country = var("current.country")
    once = {
        "if": [
            {"in": [country, var("accumulator")]},
            var("accumulator"),
            {"merge": [var("accumulator"), [country]]},
        ]
    }
    different = {"reduce": [chosen("organisations", counts), once, []]}
    outside = {"and": [applies, {"!": {"in": [var("country"), figures.inside]}}]}
    many = {">": [var("applications", 0), figures.applications]}
    rules = {
        "APP-01": {"!==": [count(chosen("organisations", applies)), 1]},
        "APP-02": {"some": [var("organisations"), outside]},
        "APP-05": {"some": [var("organisations"), many]},
        "CON-01": {"<": [count(chosen("organisations", counts)), organisations]},
        "CON-02": {"<": [count(different), countries]},
        "DAT-01": {"or": [{"<": [var("start"), first]}, {">": [var("start"), last]}]},
        "DAT-03": {">": [var("submitted"), figures.deadline]},
        "DUR-01": {"!": {"in": [var("months"), figures.months]}},
        "LMP-01": {"!": {"in": [var("lump_sum"), figures.amounts]}},
        "LMP-04": {"!==": [count(chosen("work_packages", var("management", default=False))), 1]},
        "LMP-05": {"<=": [var("estimated_cost"), var("lump_sum")]} if figures.cofinanced else False,
        "TXT-01": {"!": {"in": [var("language"), figures.languages]}},
    }
    return lambda facts: frozenset(key for key, words in rules.items() if jsonLogic(words, facts))


def rego(figures: Figures) -> Judge:
    """Rego, by rego-cpp: a policy compiled into a bundle."""
    from regopy import Interpreter  # noqa: PLC0415

    organisations, countries = figures.least
    first, last = figures.window
    inside = "{" + ", ".join(json.dumps(code) for code in figures.inside) + "}"
    policy = f"""
package twelve

import rego.v1

inside := {inside}
applying := [o | some o in input.organisations; o.role == "applicant"]
counting := [o | some o in input.organisations; o.role in {{"applicant", "partner"}}; o.country in inside]
countries := {{o.country | some o in counting}}
managing := [w | some w in input.work_packages; w.management == true]
outside := [o | some o in applying; not o.country in inside]
busy := [o | some o in input.organisations; o.applications > {figures.applications}]

fails contains "APP-01" if count(applying) != 1
fails contains "APP-02" if count(outside) > 0
fails contains "APP-05" if count(busy) > 0
fails contains "CON-01" if count(counting) < {organisations}
fails contains "CON-02" if count(countries) < {countries}
fails contains "DAT-01" if input.start < {first}
fails contains "DAT-01" if input.start > {last}
fails contains "DAT-03" if input.submitted > {figures.deadline}
fails contains "DUR-01" if not input.months in {json.dumps(figures.months)}
fails contains "LMP-01" if not input.lump_sum in {json.dumps(figures.amounts)}
fails contains "LMP-04" if count(managing) != 1
{'fails contains "LMP-05" if input.estimated_cost <= input.lump_sum' if figures.cofinanced else ""}
fails contains "TXT-01" if not input.language in {json.dumps(figures.languages)}
"""
    interpreter = Interpreter()
    interpreter.add_module("twelve", policy)
    bundle = interpreter.build("x=data.twelve.fails")

    def judge(facts: Facts) -> Fails:
        interpreter.set_input(facts)
        return frozenset(json.loads(str(interpreter.query_bundle(bundle)))["bindings"]["x"])

    return judge


ENGINES: dict[str, Callable[[Figures], Judge]] = {
    "GoRules ZEN 2.1.3": zen,
    "CEL in C++ (cel-expr-python 0.1.3)": cel,
    "json-logic (panzi-json-logic 1.0.1)": json_logic,
    "Rego (regopy 1.5.2)": rego,
}


# Measuring


@dataclass(frozen=True)
class Case:
    """One proposal, with the figures that hold for it."""

    text: bytes
    data: dict[str, Any]
    facts: Facts
    proposal: Proposal
    figures: Figures


def cases(number: int) -> list[Case]:
    """So many generated proposals of editions to which the twelve rules speak."""
    known: dict[tuple[Any, ...], Figures] = {}
    made = []
    for entry in proposals(number):
        text = json.dumps(entry.data).encode()
        proposal = Proposal.model_validate_json(text)
        project = open_project(proposal, "the rules")
        key = (project.edition.id, project.field, proposal.round)
        figures = known.setdefault(key, Figures(project.setting, proposal.round or 1))
        made.append(Case(text, entry.data, facts_of(entry.data), proposal, figures))
    return made


def judges(of: Callable[[Figures], Judge], given: list[Case]) -> list[Judge]:
    """For each case the rules of its edition, field and round, compiled once for all that share them."""
    figures = {id(case.figures): case.figures for case in given}
    compiled = {key: of(one) for key, one in figures.items()}
    return [compiled[id(case.figures)] for case in given]


def differing(given: list[Case], made: list[Judge]) -> list[str]:
    """Where an engine says something else than this tool, of the proposals and of worse ones."""
    found = []
    for number, (case, judge) in enumerate(zip(given, made, strict=True), start=1):
        for data in (case.data, *worse(case.data)):
            own = ours(open_project(Proposal.model_validate(data), "the rules"))
            if rules := judge(facts_of(data)) ^ own:
                found.append(f"proposal {number}: {sorted(rules)}")
    return found


def worse(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The same proposal with faults that no generated one has: language, applicant's country, nobody else."""
    first, *others = data["organisations"]
    return [
        {**data, "language": "ja"},
        {**data, "organisations": [{**first, "country": "JP"}, *others]},
        {**data, "organisations": [first]},
    ]


def rate(task: Callable[[int], object], number: int) -> float:
    """Proposals a second of the processor."""
    begin = time.process_time()
    for index in range(number):
        task(index)
    return number / (time.process_time() - begin)


def tasks_of(given: list[Case], engines: dict[str, list[Judge]]) -> dict[str, Callable[[int], object]]:
    """What is measured, by its name: the rules on data that were read, and reading included."""

    def own(index: int) -> Fails:
        return ours(open_project(given[index].proposal, "the rules"))

    def own_read(index: int) -> Fails:
        return ours(open_project(Proposal.model_validate_json(given[index].text), "the rules"))

    tasks: dict[str, Callable[[int], object]] = {"this tool": own, "this tool, read": own_read}
    for name, made in engines.items():
        tasks[name] = lambda index, made=made: made[index](given[index].facts)  # type: ignore[misc]
        tasks[f"{name}, read"] = lambda index, made=made: (  # type: ignore[misc]
            json.loads(given[index].text),
            made[index](given[index].facts),
        )
    return tasks


def main() -> None:
    """Compares, then measures, and prints the table of docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=2000, help="how many proposals (default 2000)")
    given = cases(parser.parse_args().number)
    engines: dict[str, list[Judge]] = {}
    for name, of in ENGINES.items():
        try:
            made = judges(of, given)
        except ImportError as error:
            print(f"left out: {name}: {error}", file=sys.stderr)
            continue
        if differences := differing(given, made):
            print(f"left out: {name} differs in {len(differences)}: {differences[0]}", file=sys.stderr)
            continue
        engines[name] = made
    tasks = tasks_of(given, engines)
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for counted in range(-UNCOUNTED, ROUNDS):
        for name, task in tasks.items():
            measured = rate(task, len(given))
            if counted >= 0:
                taken[name].append(measured)
    medians = {name: statistics.median(rates) for name, rates in taken.items()}
    print("| engine | rules alone | reading JSON included |", "| --- | --- | --- |", sep="\n")
    for name in ("this tool", *engines):
        print(f"| {name} | {medians[name]:,.0f} | {medians[f'{name}, read']:,.0f} |")


if __name__ == "__main__":
    main()
