"""Examples for the help of each command: what to type, and what it does."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "new": (
        ("erasmus new proposal.yaml", "begin, or go on where you stopped"),
        ("erasmus new next.yaml --from ka210-school-2026", "begin with a copy of an example"),
        ("erasmus new --provisional", "for the call that is not published yet"),
        ("erasmus new p.yaml --set field=vet --set months=24 --no-input", "answers without questions"),
    ),
    "check": (
        ("erasmus check proposal.yaml", "may it be submitted, and if not, what to do"),
        ("erasmus check proposal.yaml -v", "with all that passed, sources and documents"),
        ("erasmus check proposal.yaml --diff months=24", "what if it lasted two years"),
        ("erasmus check drafts/", "one line for each proposal of a folder"),
        ("erasmus check drafts/ -o report.html", "a page to send"),
        ("erasmus check proposal.yaml --provisional", "for the call that is not published yet"),
    ),
    "match": (
        ("erasmus match proposal.yaml", "where this partnership fits"),
        ("erasmus match --countries BE,PT,RS --kinds school,ngo,school", "before there is a proposal"),
        ("erasmus match --countries BE,PT --field adult --months 18 --money 60000", "in one field"),
    ),
    "fix": (
        ("erasmus fix proposal.yaml", "the edits that mend, as a difference"),
        ("erasmus fix proposal.yaml --step", "ask before each"),
    ),
    "budget": (
        ("erasmus budget proposal.yaml", "the grant, line by line"),
        ("erasmus budget proposal.yaml --explain 4", "every step to the amount of line 4"),
        ("erasmus budget proposal.yaml -o budget.xlsx", "a workbook that calculates"),
    ),
    "draft": (
        ("erasmus draft proposal.yaml -o draft.docx --open", "write it, and open it"),
        ("erasmus draft proposal.yaml -o paste.txt", "what to type into the web form, from top to bottom"),
        ("erasmus draft proposal.yaml --view reading -o read.pdf", "as an assessor reads it"),
        (
            "erasmus draft proposal.yaml --partner porto -o porto.docx",
            "what one partner has to know",
        ),
    ),
    "read": (
        ("erasmus read draft.docx proposal.yaml", "bring the answers of the draft back"),
        ("erasmus read draft.docx proposal.yaml --dry-run", "only say what would happen"),
    ),
    "score": (("erasmus score proposal.yaml", "your points against the thresholds, and hints"),),
    "convert": (
        ("erasmus convert old.yaml --to 2026/KA220 -o new.yaml", "for another action"),
        ("erasmus convert old.yaml --to 2027 --provisional -o new.yaml", "for the call to come"),
    ),
    "import": (
        ("erasmus import table.xlsx -o drafts", "a proposal file for each row"),
        ("erasmus import drafts/ -o all.jsonl", "all proposals of a folder in one file"),
    ),
    "redact": (("erasmus redact proposal.yaml -o shared.yaml", "a copy without names"),),
    "tour": (("erasmus tour", "from check to draft in a minute, in a new folder"),),
    "examples": (
        ("erasmus examples", "list them"),
        ("erasmus examples ka210-school-2026", "copy one"),
    ),
    "rules": (
        ("erasmus rules --action KA220", "what is checked in the newest call"),
        ("erasmus rules --severity error", "only what decides"),
    ),
    "explain": (
        ("erasmus explain CON-02", "a rule, with its figures and examples"),
        ("erasmus explain OID", "a word of applications"),
        ("erasmus explain work_packages", "a part of the proposal file, with a sample"),
    ),
    "mcp": (("erasmus mcp drafts/", "started by the assistant; it may read this folder"),),
    "schema": (("erasmus schema > proposal.schema.json", "editors then complete and check as you type"),),
    "guide new": (("erasmus guide new 2027 -o guide", "with the new Guide at hand"),),
    "guide check": (("erasmus guide check guide", "what is missing or contradicts in a folder of yours"),),
    "guide calls": (("erasmus guide calls", "which calls are known, which are open"),),
    "guide show": (
        ("erasmus guide show 2026 KA210-SCH", "what one applies by"),
        ("erasmus guide show 2026 KA220-VET --all", "every figure"),
        ("erasmus guide show 2027 KA210-SCH --provisional", "for the call that is not published yet"),
    ),
    "guide diff": (
        ("erasmus guide diff 2025 2026", "what is new, in each action"),
        ("erasmus guide diff 2025/KA220 2026 school", "in one action and field"),
    ),
    "guide countries": (
        ("erasmus guide countries", "all of them, in columns"),
        ("erasmus guide countries Serbia", "what one may do in each action"),
    ),
    "guide priorities": (
        ("erasmus guide priorities 2026 KA210-SCH", "horizontal ones, and those of the field"),
        ("erasmus guide priorities 2026 KA210-SCH --fit proposal.yaml", "which fit what it says"),
    ),
    "guide deadlines": (
        ("erasmus guide deadlines 2026", "with the days that are left"),
        ("erasmus guide deadlines 2026 KA210-SCH --ics deadlines.ics", "for your calendar"),
    ),
    "guide agencies": (("erasmus guide agencies BE youth", "whom to ask in Belgium"),),
    "guide coverage": (("erasmus guide coverage 2026 KA220", "what the Guide says, and what is checked"),),
    "organisation add": (("erasmus organisation add proposal.yaml", "keep all of its organisations"),),
    "organisation list": (("erasmus organisation list", "the cards there are"),),
    "organisation show": (("erasmus organisation show proposal.yaml", "where it differs from the cards"),),
    "organisation remove": (("erasmus organisation remove porto", "delete one card"),),
    "templates copy": (("erasmus templates copy mine", "ours, to change"),),
    "templates check": (("erasmus templates check mine", "what is wrong with yours"),),
}
"""Lines to type with what each does, by command."""
