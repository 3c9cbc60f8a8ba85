"""`erasmus guide coverage`: every statement of a call's Guide on an action, and what becomes of it."""

from erasmus_cli.cli.options import ActionArgument, CallArgument, FieldArgument, FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def coverage(
    call: CallArgument,
    action: ActionArgument,
    field: FieldArgument = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """List what the Guide says of an action, and what this tool does about each statement."""
    from rich.text import Text

    from erasmus_cli.cli.console import out, write_json
    from erasmus_cli.cli.editions import known_edition, print_hanging
    from erasmus_cli.guide.statements import Treatment, statements_of
    from erasmus_cli.wording.formatting import upper_first

    edition, field = known_edition(call, action, field)
    chosen = statements_of(edition.call, edition.action, field)
    if output == "json":
        from erasmus_cli.guide.page_results import coverage_model

        write_json(coverage_model(edition, field, chosen).as_data())
        return
    with paged(wanted=not no_pager):
        title = tell("{action}, call {call}", action=edition.label, call=call)
        out().print(Text(title + (f", {field}" if field else ""), style="strong"))
        notes: dict[str, int] = {}
        for treatment in Treatment:
            group = [one for one in chosen if one.treatment is treatment]
            if group:
                out().print(Text(f"\n{upper_first(_(treatment.label))} ({len(group)})", style="strong"))
            for one in group:
                source = one.source(call)
                note = notes.setdefault(source.graded, len(notes) + 1)
                print_hanging(f"{one.id} {one.text} ({one.handled}) [{note}]")
        out().print(Text("\n" + _("Sources"), style="strong"))
        for text, number in notes.items():
            print_hanging(f"[{number}] {text}")
