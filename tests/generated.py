"""Proposals by the thousand, made from the guide data: half of them eligible, half with one to three faults.

Seeded, so that the same ones come out on every run: for tests that hold over many proposals, and for
`docs/benchmark.py`. Each has five work packages, 3-10 organisations and about 3 kB as JSON.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from builders import (
    EDITIONS,
    HANDLES,
    body_of,
    consortium,
    decides,
    eligible,
    lengths,
    member,
    own,
    own_first,
    plain_kind,
    questions,
    undoubted,
    windows_of,
)

from erasmus_cli.guide.lookup import agencies_of

PACKAGES = 5
ORGANISATIONS = range(3, 11)
SIZE = 3000
"""Characters of JSON up to which answers are written."""

PHRASE = (
    "partners learners teachers training quality skills digital green local workplace method course "
    "module school region council workshop assessment results practice inclusion project mobility"
)
WORDS = PHRASE.split()

SHAPES = tuple(
    (edition, field)
    for edition in EDITIONS
    if edition.packages and (edition.packages.at_most or PACKAGES) >= PACKAGES
    for field in edition.fields
)
"""Every edition with work packages, and each of its fields."""


@dataclass(frozen=True)
class Made:
    """A proposal, and the rules that fail in it: none if it is eligible."""

    data: dict
    faults: frozenset[str]


def proposals(number: int, seed: int = 0) -> Iterator[Made]:
    """So many proposals; every other one has faults."""
    random = Random(seed)
    for index in range(number):
        edition, field = random.choice(SHAPES)
        data = whole(random, edition, field)
        yield Made(data, spoil(random, edition, data) if index % 2 else frozenset())


def whole(random, edition, field):
    """An eligible proposal that says something in every part of the form."""
    deadline = own(edition, "deadlines", field)[-1]
    spans = windows_of(edition, field)
    first, last = spans.get(deadline.round) or (date(edition.call + 1, 1, 1), date(edition.call + 1, 3, 31))
    start = first + timedelta(days=random.randint(0, (last - first).days))
    members = partners(random, edition, field)
    amount = int(random.choice(edition.lump_sums.amounts))
    main, *others = random.sample(own_first(edition, field), 3) if own_first(edition, field) else (None,)
    duty = own(edition, "priority_obligation", field)
    data = eligible(
        edition.call,
        edition.action,
        field,
        title=prose(random, 6),
        acronym=random.choice(WORDS).upper(),
        language="en",
        round=deadline.round,
        submitted=f"{deadline.effective - timedelta(days=random.randint(1, 20)):%Y-%m-%dT%H:%M}",
        start=start.isoformat(),
        months=random.choice(undoubted(edition, field)),
        agency=agency(edition, members[0]["country"], field),
        organisations=members,
        lump_sum=amount,
        estimated_cost=amount + random.randint(1, 40_000),
        work_packages=packages(random, members, amount, start),
        priorities=main and {"main": main, "others": [] if duty and duty.at_most == 1 else others[:1]},
    )
    return answered(random, edition, field, data)


def partners(random, edition, field):
    """The smallest consortium of random countries, and others up to the number drawn."""
    body, minimum = body_of(edition, field), own(edition, "minimum", field)
    codes = random.sample(edition.programme_countries.codes, len(edition.programme_countries.codes))
    home = next(code for code in codes if body == "eacea" or agencies_of(edition, code, field))
    codes.remove(home)
    members = consortium(edition, field, countries=[home, *codes[: minimum.countries - 1]])
    for number in range(len(members) + 1, random.choice(ORGANISATIONS) + 1):
        members.append(member(edition, number, random.choice(codes), plain_kind(edition), body))
    for entry in members:
        entry |= {"name": f"{prose(random, 2)} {entry['id']}", "city": random.choice(WORDS).capitalize()}
        entry |= {"established": f"{random.randint(1950, 2015)}-05-12"}
    return members


def agency(edition, country, field):
    """To whom an applicant from a country sends an application."""
    return "EACEA" if body_of(edition, field) == "eacea" else agencies_of(edition, country, field)[0]


def packages(random, members, amount, start):
    """Five work packages that make the lump sum, the first for management, each with shares for all."""
    management = amount // random.choice((10, 12, 20))
    sums = [management, *_split(amount - management, PACKAGES - 1)]
    made = []
    for number, share in enumerate(sums, start=1):
        grants = {entry["id"]: part for entry, part in zip(members, _split(share, len(members)), strict=True)}
        made.append({"id": f"WP{number}", "title": prose(random, 3), "grants": grants})
        if number > 1:
            made[-1]["activities"] = [activity(random, members, number, start, share)]
    made[0]["management"] = True
    return made


def activity(random, members, number, start, grant):
    """One activity on a day of the first months, at home with one of the organisations."""
    lead, day = random.choice(members), start + timedelta(days=random.randint(30, 150))
    return {
        "id": f"A{number}",
        "title": prose(random, 2),
        "grant": grant,
        "venue": lead["country"],
        "lead": lead["id"],
        "start": day.isoformat(),
        "end": (day + timedelta(days=2)).isoformat(),
    }


def _split(amount, number):
    """Whole euros in so many parts that make the amount."""
    parts = [amount // number] * number
    parts[-1] += amount - sum(parts)
    return parts


def answered(random, edition, field, data):
    """The proposal with answers to the first questions of its form, until it is as large as wanted."""
    asked = [question for question in questions(edition, field) if question.repeat in (None, "organisation")]
    left = SIZE - len(str(data))
    answers = {}
    while asked and left > 0:
        question = asked.pop(0)
        key = f"{question.id}/{HANDLES['organisation']}" if question.repeat else question.id
        answers[key] = prose(random, 24)[: question.limit]
        left -= len(answers[key]) + len(key)
    return {**data, "answers": answers}


def prose(random, number):
    """So many words."""
    return " ".join(random.choices(WORDS, k=number)).capitalize()


# Faults


def spoil(random, edition, data) -> frozenset[str]:
    """Puts one to three faults of different rules into a proposal, and says which rules fail by them."""
    dropped = {random.choice(pair) for pair in HIDING}
    possible = [
        rule for rule, (_, applies) in FAULTS.items() if rule not in dropped and applies(edition, data)
    ]
    chosen = random.sample(possible, random.randint(1, 3))
    for rule in chosen:
        FAULTS[rule][0](edition, data)
    return frozenset(chosen)


def _too_long(edition, data):
    data["months"] = lengths(edition, data["field"])[-1] + 1


def _too_late(edition, data):
    deadline = own(edition, "deadlines", data["field"])[-1]
    data["submitted"] = (deadline.effective + timedelta(minutes=1)).isoformat()


def _starts_too_early(edition, data):
    (first, _) = windows_of(edition, data["field"])[data["round"]]
    data["start"] = (first - timedelta(days=1)).isoformat()


def _all_of_one_country(_, data):
    for entry in data["organisations"]:
        entry["country"] = data["organisations"][0]["country"]


def _nobody_applies(_, data):
    data["organisations"][0]["role"] = "partner"


def _foreign_agency(edition, data):
    home = data["organisations"][0]["country"]
    data["agency"] = next(
        code
        for code, entry in edition.agencies.items()
        if entry.country != home and data["field"] in entry.fields
    )


def _nameless(_, data):
    data["organisations"][-1]["name"] = "TBD"


def _one_organisation_twice(_, data):
    first, last = data["organisations"][0], data["organisations"][-1]
    last |= {key: first[key] for key in ("oid", "pic") if key in first}


def _number_too_short(_, data):
    entry = data["organisations"][1]
    entry |= {key: str(entry[key])[:-1] for key in ("oid", "pic") if key in entry}


def _more(package, amount):
    """Moves so many EUR into a package and its activity."""
    package["grants"]["p1"] += amount
    for activity in package.get("activities", ()):
        activity["grant"] += amount


def _no_such_lump_sum(_, data):
    data["lump_sum"] += 1000
    data["estimated_cost"] += 1000
    _more(data["work_packages"][-1], 1000)


def _parts_fall_short(_, data):
    _more(data["work_packages"][-2], -100)


def _much_management(_, data):
    first, second = data["work_packages"][:2]
    for handle, share in second["grants"].items():
        first["grants"][handle] += share
        second["grants"][handle] = 0
    second["activities"][0]["grant"] = 0


def _no_management(_, data):
    for package in data["work_packages"]:
        package["management"] = False


def _no_share_of_ones_own(_, data):
    data["estimated_cost"] = data["lump_sum"]


def _just_founded(edition, data):
    data["organisations"][0]["established"] = f"{edition.call}-01-01"


def _many_applications(edition, data):
    data["organisations"][-1]["applications"] = edition.application_cap.applications + 1


def _always(*_):
    return True


FAULTS: dict[str, tuple[Callable, Callable]] = {
    "DUR-01": (_too_long, _always),
    "DAT-03": (_too_late, lambda edition, data: decides(own(edition, "deadlines", data["field"])[-1])),
    "DAT-01": (_starts_too_early, lambda edition, data: data["round"] in windows_of(edition, data["field"])),
    "CON-02": (_all_of_one_country, _always),
    "APP-01": (_nobody_applies, _always),
    "APP-03": (_foreign_agency, lambda edition, data: body_of(edition, data["field"]) != "eacea"),
    "ORG-01": (_nameless, _always),
    "ORG-02": (_one_organisation_twice, _always),
    "ORG-03": (_number_too_short, _always),
    "LMP-01": (_no_such_lump_sum, _always),
    "LMP-02": (_parts_fall_short, _always),
    "LMP-03": (_much_management, _always),
    "LMP-04": (_no_management, _always),
    "LMP-05": (_no_share_of_ones_own, lambda edition, _: "cofinancing" in edition.requirements),
    "APP-04": (
        _just_founded,
        lambda edition, _: edition.established is not None and edition.established.asked_in(None),
    ),
    "APP-05": (
        _many_applications,
        lambda edition, data: edition.application_cap and data["field"] in edition.application_cap.fields,
    ),
}
"""Rule → what makes it fail, and whether it can in an edition."""

HIDING = (("LMP-03", "LMP-04"), ("APP-01", "APP-03"), ("APP-01", "APP-04"))
"""Rules one of which cannot be told where the other fails: no share without a management package, for one."""
