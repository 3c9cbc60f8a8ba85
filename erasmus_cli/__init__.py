"""A proposal assistant for Erasmus+ Key Action 2 partnerships.

What the commands do, a program can do as well:

    from erasmus_cli import assess, calculate, check, draft, load

    document = load("proposal.yaml")
    report = check(document.proposal)
    print(report.verdict)
    print(calculate(document.proposal).amount)
    print(assess(document.proposal).reached)
    print(draft(document.proposal, on=date.today()))

What cannot be done as it is asked for raises an `ErasmusError`, whose message is for people. Whatever these
functions give or raise can be pickled.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # importing typing would double the time of `erasmus --version`
if TYPE_CHECKING:
    from erasmus_cli.batch.api import check_lines, check_many
    from erasmus_cli.chapters.render import markdown as draft
    from erasmus_cli.errors import ErasmusError
    from erasmus_cli.grant.calculator import calculate
    from erasmus_cli.guide.loader import open_edition, use_guide
    from erasmus_cli.proposal.model import Proposal
    from erasmus_cli.proposal.reader import load, parse
    from erasmus_cli.rules.engine import check
    from erasmus_cli.scoring.assessment import assess
    from erasmus_cli.scoring.hints.engine import hints_on

_PLACES = {
    "ErasmusError": ("erasmus_cli.errors", "ErasmusError"),
    "Proposal": ("erasmus_cli.proposal.model", "Proposal"),
    "assess": ("erasmus_cli.scoring.assessment", "assess"),
    "calculate": ("erasmus_cli.grant.calculator", "calculate"),
    "check": ("erasmus_cli.rules.engine", "check"),
    "check_lines": ("erasmus_cli.batch.api", "check_lines"),
    "check_many": ("erasmus_cli.batch.api", "check_many"),
    "draft": ("erasmus_cli.chapters.render", "markdown"),
    "hints_on": ("erasmus_cli.scoring.hints.engine", "hints_on"),
    "load": ("erasmus_cli.proposal.reader", "load"),
    "open_edition": ("erasmus_cli.guide.loader", "open_edition"),
    "parse": ("erasmus_cli.proposal.reader", "parse"),
    "use_guide": ("erasmus_cli.guide.loader", "use_guide"),
}

__all__ = [
    "ErasmusError",
    "Proposal",
    "__version__",
    "assess",
    "calculate",
    "check",
    "check_lines",
    "check_many",
    "draft",
    "hints_on",
    "load",
    "open_edition",
    "parse",
    "use_guide",
]


def __getattr__(name: str) -> object:
    """Imports a part of the API when it is first used, so that `erasmus --version` need not."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - see above

    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
