"""Drafts to write in a format: those of the examples, and some that nobody would wish for."""

from datetime import date
from functools import cache

from folders import EXAMPLES

from erasmus_cli.chapters.render import markdown
from erasmus_cli.document.draft import DraftText, Figure
from erasmus_cli.document.markdown import answer
from erasmus_cli.proposal.reader import load

DAY = date(2016, 3, 1)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 200" width="100%" id="map"'
    ' aria-labelledby="map-title"><title id="map-title">Map</title>'
    '<linearGradient id="g"><stop stop-color="#fff"/></linearGradient>'
    '<rect width="720" height="200" fill="url(#g)"/><use href="#map-title"/>'
    '<text x="20" y="50" font-family="\'Noto Sans\', sans-serif">Λάρισα Київ → ✓ &amp; 😀</text></svg>'
)
CALLING_SVG = SVG.replace(
    "<use",
    '<image href="https://example.org/x.png"/><script>alert(1)</script><rect onclick="f()"'
    ' fill="url(https://example.org/g)"/><style>@import "https://example.org"</style><use',
)
FIGURES = {"map": Figure("map", SVG, 'Where the "partners" are', "Five partners & their places")}


def text(body, title="A title", language="en", figures=FIGURES):
    return DraftText(title, language, DAY, f"# {title}\n\n{body}", figures)


def answered(words):
    """A draft of one question with this answer."""
    return text(f"## Part\n\n#### Label `the.key`\n\nWhat it asks.\n\n{answer(words)}\n\nafter the answer\n")


@cache
def of_example(name):
    proposal = load(EXAMPLES / f"{name}.yaml").proposal
    return DraftText(proposal.title, proposal.language or "en", DAY, markdown(proposal, DAY))


NAMES = sorted(file.stem for file in EXAMPLES.glob("*.yaml"))
HOSTILE = {
    "code": answered(
        '#import "x" \\ #{panic("x")} `#eval("1")` $x$ @ref <lab> "q" \\u{41} \\" // c /* [x] = h'
    ),
    "html": answered("<script>alert(1)</script> <img src=x onerror=y> &lt; <!-- c --> </section></main>"),
    "control": answered("a\x00b\x0bc\u2028d\u2029e\ufefff\ue000g\u202eh"),
    "scripts": answered("שלום عالم 漢字 😀👩\u200d👧 e\u0301 Հայերեն ქართული Ελληνικά Київ ▢ ✓ →"),
    "long": answered("word " * 20_000),
    "one-word": answered("x" * 100_000),
    "quotes": answered("> " * 100 + "the deepest"),
    "lists": answered("".join(f"{'  ' * depth}- level {depth}\n" for depth in range(100))),
    "emphasis": answered("*a **b " * 500 + "c** d*" * 500),
    "brackets": answered("[" * 5000 + "x" + "](y)" * 5000),
    "links": answered(
        '[web](https://example.org/a?b=c&d="e") [script](javascript:alert(1)) [data](data:text/html,x) '
        "[](https://example.org) [file](file:///etc/passwd) [near](/x) [bad](http://[x) "
        f"[long](https://example.org/{'a' * 9000}) [mail](mailto:a@example.org)"
    ),
    "pictures": answered("![far away](https://example.org/x.png) ![ours](figure:map)"),
    "blocks": answered(
        "-\n- x\n\n7.\n8. a\n\n    b\n\n***\n\n```py\ncode  x\n\tt\n```\n\n    indented\n\nTitle\n==\n\n# x"
    ),
    "answer-table": answered("| a [l](https://e.org) | b |\n|---|--:|\n" + "| *x* | 1 |\n" * 100),
    "notes": text(
        "## Part\n\none[^1][^2] two[^1]\n\n"
        + str(answer("my own[^1] and ^[inline]\n\n[^1]: a lie\n"))
        + "\n\n## Sources\n\n[^1]: first source\n[^2]: second\n\n    more of it\n"
    ),
    "note-in-head": text("## P\n\n| a[^1] | b |\n|---|---|\n" + "| x | y |\n" * 100 + "\n[^1]: note\n"),
    "long-table": text("## P\n\n**All of it**\n\n| a | b | c |\n|---|---:|:-:|\n" + "| x | y | z |\n" * 1000),
    "wide-table": text("## P\n\n" + "| h " * 60 + "|\n" + "|---" * 60 + "|\n" + "| some words " * 60 + "|\n"),
    "tall-cell": text("## P\n\n| a | b |\n|---|---|\n| " + "word " * 20_000 + " | y |\n"),
    "figures": text(
        "## P\n\n![a](figure:map)\n\n![b](figure:map)\n\n![not there](figure:x)\n\nin ![c](figure:map) it"
    ),
    "levels": text(
        "#### Question `k`\n\n> a\n\n## P\n\n##### deep\n\n## P\n\n# Again\n\n#### `stray.key`\n\n> b\n"
    ),
    "not-answered": text("## P\n\n#### Label `k`\n\n▢ NOT ANSWERED YET\n\n>\n\n#### More `l`\n\n> x\n"),
    "empty": DraftText("", "", DAY, ""),
    "no-heading": DraftText("x", "pt-BR", DAY, "only words\n"),
}
