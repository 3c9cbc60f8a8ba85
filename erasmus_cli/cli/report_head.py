"""What to do next, as the first lines of a report say it."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from erasmus_cli.chapters.naming import Names, named, names_of, place_named
from erasmus_cli.chapters.verdict import left_on
from erasmus_cli.guide.loader import available, current
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Finding, Report, Verdict
from erasmus_cli.rules.time_left import TimeLeft
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.shells import for_shell

_FEW = 3


def next_steps(report: Report, file: str, on: date) -> tuple[str, ...]:
    """What to do next, first things first; `file` is what to type for the proposal."""
    left = left_on(report, on)
    steps = [*_after_closing(report, left, file)] if left and left.closed else []
    if report.verdict is Verdict.NOT_ELIGIBLE:
        return (*steps, *_mending(report, file))
    if report.verdict is Verdict.UNDECIDED:
        return (*steps, *_saying(report, file))
    if steps and _has_successor(report):
        return tuple(steps)  # nobody completes what cannot be handed in any more
    if report.identifiers_missing:
        steps.append(_("register the organisations that have no identifier, and enter it"))
    return (
        *steps,
        tell(
            "{command} writes the draft, with what the form still asks",
            command=_same("draft", report, file, " -o draft.docx"),
        ),
    )


def _command(name: str, file: str, more: str = "", *, provisional: bool) -> str:
    """A command on the file that goes by the same guide data as the report."""
    overlay = "" if "ERASMUS_GUIDE" in os.environ else current().overlay
    guide = f" --guide {for_shell(str(overlay))}" if overlay else ""
    proviso = " --provisional" if provisional else ""
    return f"`erasmus{guide} {name}{proviso} {for_shell(file)}{more}`"


def _same(name: str, report: Report, file: str, more: str = "") -> str:
    """A command on the file that goes by the same rules as the report."""
    return _command(name, file, more, provisional=report.provisional_for is not None)


def _after_closing(report: Report, left: TimeLeft, file: str) -> Iterator[str]:
    """What is still possible once the deadline that was meant is over."""
    if left.next_round:
        later = left.next_round
        round_, date_ = later.round, later.effective
        if later.optional:
            yield tell(
                "put `round: {number}`: it closes on {date:day}, if the National Agency opens it",
                number=round_,
                date=date_,
            )
        else:
            yield tell("put `round: {number}`: it closes on {date:day}", number=round_, date=date_)
        return
    edition = report.edition
    if edition is None:
        return
    if _has_successor(report):
        shown = _command("match", file, provisional=False)
        yield tell("it is too late for this call: {command} shows which actions it fits now", command=shown)
    else:
        following = edition.call + 1
        more = f" --to {following} -o {for_shell(_called_after(file, following))}"
        yield tell(
            "prepare for the next call: {command} carries it over, by the rules of {call}",
            command=_command("convert", file, more, provisional=True),
            call=edition.call,
        )


def _called_after(file: str, call: int) -> str:
    """A name for the proposal of another call, beside the file: `proposal-2027.yaml`."""
    path = Path(file)
    ending = path.suffix if path.suffix in (".yaml", ".yml", ".json") else ".yaml"
    return str(path.with_name(f"{path.stem}-{call}{ending}"))


def _has_successor(report: Report) -> bool:
    """Whether the call is not the last one known of its action, or the action has ended with it."""
    edition = report.edition
    if edition is None:
        return False
    return edition.ended or edition.call < max(
        call for call, action in available() if action == edition.action
    )


def _mending(report: Report, file: str) -> Iterator[str]:
    blocking = [finding for finding in report.findings if _fails(finding)]
    if len(blocking) <= _FEW:
        yield tell("mend what fails below ({n})", n=len(blocking))
    else:
        names = names_of(report.project.proposal) if report.project else {}
        yield from (_blocked_by(finding, names) for finding in blocking[:_FEW])
        yield tell("then {n} more, below", n=len(blocking) - _FEW)
    if any(finding.edits for finding in report.findings):
        yield tell(
            "{command} shows the edits that mend, and makes them on request",
            command=_same("fix", report, file),
        )


def _blocked_by(finding: Finding, names: Names) -> str:
    words = named(finding.said, names)
    return f"{words}: {named(finding.answer.fix, names)}" if finding.answer.fix else words


def _saying(report: Report, file: str) -> Iterator[str]:
    open_ones = [finding for finding in report.findings if finding.decides]
    proposal = report.project.proposal if report.project else Proposal()
    needs = tuple(
        dict.fromkeys(place_named(at, proposal) for finding in open_ones for at in finding.needs if at)
    )
    if needs:
        few, more, command = needs[: 2 * _FEW], len(needs) - 2 * _FEW, _same("new", report, file)
        if more > 0:
            yield tell("say {needs} and {n} more; {command} asks for it", needs=few, n=more, command=command)
        else:
            yield tell("say {needs}; {command} asks for it", needs=few, command=command)
    elif open_ones:
        yield tell("decide what is open below ({n})", n=len(open_ones))
    else:
        yield _("check without --select and --ignore: rules that were left out could decide")


def _fails(finding: Finding) -> bool:
    return finding.outcome is Result.FAIL and finding.decides
