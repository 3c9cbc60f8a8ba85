"""English words by which hints tell what a text speaks of. Broad on purpose: a wrong hint costs trust."""

import re

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = dict(zip(_WORDS.split(), range(2, 21), strict=True)) | {
    "twenty-four": 24,
    "thirty": 30,
    "thirty-six": 36,
}

COUNT = rf"(\d+|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
"""A whole number in digits or as a word."""

FIGURE = re.compile(
    rf"\d|%|\b({'|'.join(NUMBER_WORDS)}|dozens?|hundreds?|thousands?|half|thirds?|quarters?|most|majority"
    r"|double|twice)\b",
    re.IGNORECASE,
)
"""Anything that says how many."""

TARGET = re.compile(FIGURE.pattern + r"|\b(all|each|every|none|nobody)\b", re.IGNORECASE)
"""The same, or all of them."""

MOMENT = re.compile(
    r"\d|\b(years?|yearly|annual(ly)?|months?|monthly|weeks?|weekly|terms?|semesters?|quarterly|seasons?|spring"
    r"|summer|autumn|winter|january|february|(?-i:March|May)|april|june|july|august|september|october"
    r"|november|december|deadline|permanent(ly)?|every|indefinitely)\b",
    re.IGNORECASE,
)
"""Anything that says when or how often."""

_BODIES = (
    r"organisations?|schools?|teachers?|trainers?|staff|centres?|universit(y|ies)|librar(y|ies)|associations?"
    r"|municipalit(y|ies)|authorit(y|ies)|ministr(y|ies)|institutions?|compan(y|ies)|volunteers?|students?"
    r"|pupils?|learners?|leaders?|heads?|managers?|departments?|boards?|councils?|members?|clubs?|cooperatives?"
)

ACTOR = re.compile(
    rf"\b({_BODIES}|we|us|our|ours|each|every|both|all|partners?|networks?|coordinators?|applicant|consortium)\b",
    re.IGNORECASE,
)
"""Anybody who could do something."""

AUDIENCE = re.compile(
    rf"\b({_BODIES}|people|persons?|public|parents?|famil(y|ies)|citizens?|stakeholders?|audiences?|readers"
    r"|guests|visitors|professionals?|practitioners?|experts?|researchers?|educators?|workers?|employers?"
    r"|policy[- ]?makers?|decision[- ]?makers?|journalists?|children|youth|young|adults?|seniors?"
    r"|communit(y|ies)|neighbours?|residents?|users|beneficiaries|target groups?|parish(es)?|cities|towns?"
    r"|regions?)\b",
    re.IGNORECASE,
)
"""Anybody who could hear of a project, other than its partners."""

CHANNEL = re.compile(
    r"\b(web ?sites?|home ?pages?|social (media|networks?)|facebook|instagram|tiktok|twitter|linkedin|youtube"
    r"|newsletters?|leaflets?|flyers?|brochures?|posters?|videos?|podcasts?|blogs?)\b",
    re.IGNORECASE,
)
"""Ways to spread something."""

FUNDER = re.compile(
    r"\b(EU|European (Union|Commission)|Erasmus|(co-?)?fund(ed|er|ing)|emblem|disclaimer)\b",
    re.IGNORECASE,
)
"""Any word on who pays."""

LICENCE = re.compile(
    r"\b(licen[cs]e[sd]?|open(ly)? (access|educational|source|resources?|materials?|data|formats?)|OERs?"
    r"|creative commons|CC[ -]?(BY|0)|public domain|copyright|free|freely)\b",
    re.IGNORECASE,
)
"""Any word on whether others may use the results."""

PLATFORM = re.compile(
    r"\b(e-?twinning|school education|EPALE|results? platform|platform of (project )?results|youth portal"
    r"|SALTO|OLS|language support|otlas)\b",
    re.IGNORECASE,
)
"""A platform of the Programme."""

INSTRUMENT = re.compile(
    r"\b(europass|youthpass|ECTS|ECVET|EQF|CEFR|EQAVET|micro-?credentials?|credits?|open badges?"
    r"|learning agreements?|certificates?|diplomas?|transcripts?|national|portfolios?)\b",
    re.IGNORECASE,
)
"""Something that shows what people have learned."""

REFUSAL = re.compile(r"\b(not?|none|never|without)\b|n't\b", re.IGNORECASE)
"""A text that says that something is left out on purpose."""


def as_number(text: str) -> int:
    """The number that `COUNT` found."""
    return int(text) if text.isdigit() else NUMBER_WORDS[text.lower()]
