"""Times the parse of proposals with the model against a bare model of the same fields.

`python docs/benchmark_parsing.py [NUMBER]` makes proposals of about 3 kB with 3 to 10 organisations and five
work packages, and prints a table: median of five rounds, both models in turn, in one process. The bare model
has the same fields with types of pydantic's own and no check in Python.
"""

import json
import random
import statistics
import sys
import time
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from erasmus_cli.proposal import types
from erasmus_cli.proposal.model import Proposal

NUMBER = 20_000
ROUNDS = 5
WORDS = (
    "learning",
    "skills",
    "school",
    "training",
    "region",
    "partner",
    "youth",
    "digital",
    "tools",
    "green",
    "together",
    "method",
)
BARE: dict[Any, Any] = {
    types.Money: Annotated[Decimal, Field(ge=0, decimal_places=2)],
    types.Points: Annotated[Decimal, Field(ge=0)],
    types.Country: str,
    types.Day: date,
    types.Moment: datetime,
    types.Text: Annotated[str, Field(max_length=100_000)],
    types.Charter: bool | str,
    types.Coordinates: tuple[float, float],
}


def bare(annotation: Any, made: dict[type, type]) -> Any:
    """The same annotation without checks in Python."""
    if annotation in BARE:
        return BARE[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bare_model(annotation, made)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        kept = [
            extra for extra in arguments[1:] if type(extra).__module__.startswith(("annotated", "pydantic.f"))
        ]
        return Annotated[bare(arguments[0], made), *kept] if kept else bare(arguments[0], made)
    if origin in (Union, UnionType):
        return Union[tuple(bare(part, made) for part in arguments)]  # noqa: UP007 - the parts are a tuple
    if origin in (None, Literal):
        return annotation
    return origin[tuple(part if part is ... else bare(part, made) for part in arguments)]


def bare_model(model: type[BaseModel], made: dict[type, type]) -> type:
    """The same fields in a model that checks nothing in Python."""
    if model not in made:
        hints = {name: model.__annotations__[name] for name in model.model_fields}
        fields: dict[str, Any] = {
            name: (bare(hint, made), model.model_fields[name].get_default(call_default_factory=True))
            if not model.model_fields[name].is_required()
            else (bare(hint, made), ...)
            for name, hint in hints.items()
        }
        made[model] = create_model(
            f"Bare{model.__name__}", __config__=ConfigDict(extra="forbid", frozen=True), **fields
        )
    return made[model]


def proposal(chance: random.Random) -> dict[str, Any]:
    """One proposal of a cooperation partnership."""
    countries = chance.sample(["BE", "DE", "FR", "IT", "ES", "PL", "RO", "GR", "NO", "TR", "NL", "SE"], 10)
    members = [
        {
            "id": f"p{number}",
            "name": f"{chance.choice(WORDS).title()} centre {number}",
            "country": countries[number],
            "city": "Somewhere",
            "kind": "school",
            "role": "partner" if number else "applicant",
            "oid": f"E1{chance.randrange(10**7):07}",
            "established": f"{chance.randrange(1950, 2015)}-01-01",
        }
        for number in range(chance.randint(3, 10))
    ]
    packages = [
        {
            "id": f"wp{number}",
            "title": " ".join(chance.choices(WORDS, k=4)),
            "management": not number,
            "start": "2026-11-01",
            "end": "2028-06-30",
            "grants": {member["id"]: chance.randrange(1000, 9000) for member in members[:4]},
            "activities": [
                {"title": "Workshop", "venue": member["country"], "start": "2027-03-01", "grant": 2500.50}
                for member in members[:2]
            ],
        }
        for number in range(5)
    ]
    return {
        "call": 2026,
        "action": "cooperation-partnership",
        "field": "vet",
        "title": " ".join(chance.choices(WORDS, k=7)),
        "language": "en",
        "start": "2026-11-01",
        "months": 24,
        "submitted": "2026-03-05T11:00",
        "priorities": {"main": "vet/labour-market", "others": ["horizontal/inclusion"]},
        "organisations": members,
        "lump_sum": 250000,
        "work_packages": packages,
        "answers": {f"q.{number}": " ".join(chance.choices(WORDS, k=12)) for number in range(4)},
    }


def main() -> None:
    """Prints the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    chance = random.Random(1)  # noqa: S311 - the same proposals every time
    lines = [json.dumps(proposal(chance)).encode() for _ in range(number)]
    models = {"the model": Proposal, "a bare model of the same fields": bare_model(Proposal, {})}
    rates: dict[str, list[float]] = {name: [] for name in models}
    for round_number in range(ROUNDS + 1):
        for name, model in models.items():
            begin = time.process_time()
            for line in lines:
                model.model_validate_json(line)
            if round_number:
                rates[name].append(number / (time.process_time() - begin))
    base = statistics.median(rates["a bare model of the same fields"])
    size = sum(map(len, lines)) / number
    print(f"{number} proposals of {size / 1000:.1f} kB, CPU time, median of {ROUNDS}\n")
    print("| what | a second | ratio |\n| --- | --- | --- |")
    for name, found in rates.items():
        print(f"| {name} | {statistics.median(found):.0f} | {statistics.median(found) / base:.2f} |")


if __name__ == "__main__":
    main()
