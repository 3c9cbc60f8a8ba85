"""Rows as JUnit XML: a suite for each proposal, and in it a case for the verdict and for each finding."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from erasmus_cli.batch.results import Row, RowFinding
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wording.visible import visible
from erasmus_cli.workbook.cells import fit


def as_junit(rows: Sequence[Row]) -> str:
    """The whole document. What fails is a failure, what is open is skipped, what cannot be read an error.

    What an earlier check has told of already is skipped as well, and says so.
    """
    root = ET.Element("testsuites", name="erasmus check")
    for row in rows:
        root.append(_suite(row))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(row: Row) -> ET.Element:
    cases = [_verdict(row), *(_case(row, finding) for finding in row.findings)]

    def number(kind: str) -> str:
        return str(sum(case.find(kind) is not None for case in cases))

    suite = ET.Element(
        "testsuite",
        name=_xml(row.name),
        tests=str(len(cases)),
        failures=number("failure"),
        errors=number("error"),
        skipped=number("skipped"),
    )
    properties = ET.SubElement(suite, "properties")
    for key, value in (("edition", row.edition), ("report", row.report)):
        if value:
            ET.SubElement(properties, "property", name=key, value=value)
    suite.extend(cases)
    return suite


def _verdict(row: Row) -> ET.Element:
    case = ET.Element("testcase", classname=_xml(row.name), name="verdict")
    if row.problems:
        words = row.problem_lines()
        _told(case, "error", words[0], "\n".join(words))
    elif row.verdict is Verdict.NOT_ELIGIBLE and not row.is_bad():
        _told(case, "skipped", f"not eligible, by known findings only: {' '.join(row.fails)}")
    elif row.verdict is Verdict.NOT_ELIGIBLE:
        _told(case, "failure", "not eligible", " ".join(row.fails))
    elif row.verdict is Verdict.UNDECIDED:
        _told(case, "skipped", f"undecided: {' '.join(row.opens)}")
    return case


def _case(row: Row, finding: RowFinding) -> ET.Element:
    case = ET.Element(
        "testcase", classname=_xml(row.name), name=f"{finding.rule} {finding.name} {_xml(finding.at)}".strip()
    )
    text = "\n".join(
        filter(None, (finding.message, finding.mend and f"Mend: {finding.mend}", finding.source))
    )
    if finding.outcome is Result.UNKNOWN:
        _told(case, "skipped", finding.message)
    elif finding.severity is Severity.ERROR and finding.known:
        _told(case, "skipped", f"known: {finding.message}", text)
    elif finding.severity is Severity.ERROR:
        _told(case, "failure", finding.message, text)
    else:
        ET.SubElement(case, "system-out").text = _xml(text)
    return case


def _told(case: ET.Element, kind: str, message: str, text: str | None = None) -> None:
    told = ET.SubElement(case, kind, message=_xml(message))
    if text is not None:
        told.text = _xml(text)


def _xml(text: str) -> str:
    """The text without what is no character of XML."""
    return fit(visible(text))
