"""The report on one proposal as a document to send: the same in every format, and all of it."""

import json
import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from folders import EXAMPLES
from pypdf import PdfReader
from typer.testing import CliRunner

from erasmus_cli import check, load
from erasmus_cli.chapters.check_report import check_report
from erasmus_cli.chapters.naming import labels_of, named, names_of
from erasmus_cli.cli.app import app
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.html import html
from erasmus_cli.formats.pdf import pdf
from erasmus_cli.rules.outcome import Result

BROKEN = EXAMPLES / "broken" / "ka210-school-2026.yaml"
DAY = date(2026, 2, 1)


def made(file, on=DAY, **options):
    document = load(file)
    report = check(document.proposal, fixes=False, **options)
    return report, check_report(report, document.proposal, on)


def erasmus(*arguments, stdin=None):
    run = CliRunner().invoke(app, ["check", *map(str, arguments), "--on", DAY.isoformat()], input=stdin)
    assert run.exit_code != 70, run.stderr
    return run


def words(text):
    """The text without marks, with one blank between words; hyphens at line ends are taken back."""
    return " ".join(re.sub(r"\[\^\d+\]|\*\*|\\", "", text).replace("\u00ad", "").split())


def seen_in_html(page):
    page = re.sub(r"<(style|nav|sup)\b.*?</\1>", "", page, flags=re.DOTALL)
    return words(unescape(re.sub(r"<[^>]+>", " ", page)))


def seen_in_docx(content):
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return words(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


@pytest.mark.parametrize(
    "name", ["broken/ka210-school-2026.yaml", "broken/adult-2015.yaml", "ka220-vet-2026.yaml"]
)
def test_every_finding_stands_in_it_with_what_mends_it(name):
    report, text = made(EXAMPLES / name)
    names = names_of(load(EXAMPLES / name).proposal)
    said = {"md": words(text.markdown), "html": seen_in_html(html(text)), "docx": seen_in_docx(docx(text))}
    left_out = (Result.NOT_APPLICABLE,)
    shown = [f for f in report.findings if f.outcome not in left_out and f.severity != "assessor"]
    assert len(shown) > 10
    for finding in shown:
        for form, page in said.items():
            assert words(f"{finding.rule}: {finding.title}") in page, form
            assert words(named(finding.said, names, labels_of(report.edition))) in page, form
            assert not finding.advice or words(named(finding.advice, names)) in page, form


def test_the_verdict_and_what_blocks_come_first():
    report, text = made(BROKEN)
    lines = text.markdown.splitlines()
    assert lines[0].startswith("# Check of Quiet at Lunch")
    assert lines[2] == "**NOT ELIGIBLE**"
    headings = [line[3:] for line in lines if line.startswith("## ")]
    assert headings == [
        "What stands in the way",
        "What to look at",
        "What passed",
        "What only assessors, agencies or documents can decide",
        "Documents to hold ready",
        "Sources",
    ]
    blocks = text.markdown.split("## ")[1]
    assert re.findall(r"\| . \*\*(\w+)\*\* \| ([A-Z]{3}-\d\d):", blocks) == [
        ("FAILS", finding.rule) for finding in report.findings if finding.decides
    ]
    assert "Round 1 closes on 5 March 2026 12:00, Brussels time: 32 days left." in text.markdown
    assert "Pais da Ribeira Mansa is an informal group" in blocks  # its name, not its handle


def test_every_mark_has_its_source_and_every_source_its_grade():
    _, text = made(BROKEN)
    cited = set(re.findall(r"(?<!^)\[\^(\d+)\]", text.markdown, re.MULTILINE))
    sources = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text.markdown, re.MULTILINE))
    assert cited == set(sources)
    assert all(re.search(r"\((official|published|recalled|unverified)\)$", line) for line in sources.values())


def test_the_pdf_begins_with_the_verdict():
    _, text = made(BROKEN)
    first = words(PdfReader(BytesIO(pdf(text))).pages[0].extract_text())
    assert first.index("NOT ELIGIBLE") < first.index("What stands in the way") < first.index("APP-05")


def test_what_is_open_says_what_to_say(tmp_path):
    (tmp_path / "p.yaml").write_text("call: 2026\n", "utf-8")
    _, text = made(tmp_path / "p.yaml")
    assert "**UNDECIDED**" in text.markdown
    assert re.search(r"\| ▢ \*\*OPEN\*\* \| ACT-00: .*\| say action \|", text.markdown)
    assert "## What passed" not in text.markdown


def test_rules_left_out_are_named():
    _, text = made(EXAMPLES / "ka220-vet-2026.yaml", ignore=("CON-01",))
    assert "**UNDECIDED as far as checked" in text.markdown
    assert "| Left out on request | CON-01 |" in text.markdown


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", pytest.param("pdf", marks=pytest.mark.slow), "docx", "md"])
def test_the_ending_makes_it(tmp_path, ending):
    out = tmp_path / f"report.{ending}"
    run = erasmus(BROKEN, "-o", out)
    assert (run.exit_code, run.stdout) == (1, "")
    assert f"wrote {out}" in run.stderr
    content = out.read_bytes()
    assert content[:4] == {"html": b"<!DO", "pdf": b"%PDF", "docx": b"PK\x03\x04", "md": b"# Ch"}[ending]
    assert erasmus(BROKEN, "-o", out).exit_code == 2  # it is there already
    assert erasmus(BROKEN, "-o", out, "--force").exit_code == 1
    assert out.read_bytes() == content


def test_known_findings_are_marked(tmp_path):
    known, out = tmp_path / "known.jsonl", tmp_path / "r.md"
    erasmus(BROKEN, "-o", known)
    lines = json.loads(known.read_text("utf-8"))
    lines["findings"] = [one for one in lines["findings"] if one["rule"] != "DUR-01"]
    known.write_text(json.dumps(lines) + "\n", "utf-8")
    assert erasmus(BROKEN, "-o", out, "--baseline", known).exit_code == 1
    text = out.read_text("utf-8")
    assert "| ✗ **FAILS** (known) | APP-05" in text
    assert "| ✗ **FAILS** | DUR-01" in text


def test_what_cannot_be_read_makes_no_report(tmp_path):
    (tmp_path / "p.yaml").write_text("call: [\n", "utf-8")
    run = erasmus(tmp_path / "p.yaml", "-o", tmp_path / "r.pdf")
    assert run.exit_code == 2
    assert "r.pdf is not written" in run.stderr
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
def test_many_make_a_page(tmp_path, ending):
    run = erasmus(EXAMPLES, "-o", tmp_path / f"r.{ending}")
    assert run.exit_code == 2
    assert "-o report.html holds many" in run.stderr
    lines = '{"call": 2026}\n{"call": 2025}\n'
    assert erasmus("-", "-o", tmp_path / f"r.{ending}", stdin=lines).exit_code == 2
    assert not list(tmp_path.iterdir())
    page = erasmus("-", "--format", "html", stdin=lines).stdout
    assert page.count("<tr data-verdict") == 2


@pytest.mark.parametrize("ending", [pytest.param("pdf", marks=pytest.mark.slow), "docx", "md"])
def test_a_redacted_report_names_nobody(tmp_path, ending):
    out = tmp_path / f"r.{ending}"
    assert erasmus(BROKEN, "-o", out, "--redact").exit_code == 1
    text = {
        "pdf": lambda content: " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages),
        "docx": seen_in_docx,
        "md": bytes.decode,
    }[ending](out.read_bytes())
    assert "Organisation A" in text
    for name in ("Quiet", "Zeleni", "Ribeira", "mertola", BROKEN.name):
        assert name not in text


def test_a_report_is_no_draft_to_read_answers_from(tmp_path):
    out = tmp_path / "r.docx"
    erasmus(BROKEN, "-o", out)
    copy = tmp_path / "p.yaml"
    copy.write_bytes(BROKEN.read_bytes())
    run = CliRunner().invoke(app, ["read", str(out), str(copy)])
    assert run.exit_code == 2
    assert copy.read_bytes() == BROKEN.read_bytes()
