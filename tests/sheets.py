"""Workbooks, read as another program reads them, and worked out again by LibreOffice."""

import io
import re
import subprocess
import zipfile
from xml.etree import ElementTree as ET

from office import absent

NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets_of(content):
    """The cells of each sheet by address: value, and formula if there is one."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ET.fromstring(book.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in root.iterfind(".//s:sheet", NAMES)]
        shared = [
            "".join(part.text or "" for part in item.iterfind(".//s:t", NAMES))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        parts = [book.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    return {name: dict(_cells(ET.fromstring(part), shared)) for name, part in zip(names, parts, strict=True)}


def _cells(root, shared):
    for cell in root.iterfind(".//s:c", NAMES):
        value = cell.findtext("s:v", default="", namespaces=NAMES)
        if cell.get("t") == "s":
            value = shared[int(value)]
        yield cell.get("r"), (value, cell.findtext("s:f", namespaces=NAMES))


def rounded(value):
    try:
        return round(float(value), 6)
    except ValueError:
        return value


def recalculated(content, folder, *changes):
    """The cells after LibreOffice has worked out every formula anew: unchanged, and with each of the changes.

    Args:
        content: the workbook.
        folder: where LibreOffice may write.
        changes: for each sheet by name, the address of one number in it and what it becomes.
    """
    files = [folder / f"{number}.xlsx" for number in range(len(changes) + 1)]
    for file, change in zip(files, ({}, *changes), strict=True):
        _without_results(content, file, change)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "out", *files]
    subprocess.run(convert, capture_output=True, check=False, timeout=300)
    if not (folder / "out").exists():
        absent("this LibreOffice has no spreadsheet part")
    return [sheets_of((folder / "out" / file.name).read_bytes()) for file in files]


def _without_results(content, file, change):
    """Writes the workbook with no result of a formula, and with the changed numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        names = re.findall(r'<sheet name="([^"]+)"', old.read("xl/workbook.xml").decode())
        for part in old.namelist():
            text = old.read(part)
            if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part):
                text = re.sub(rb'(?: t="str")?>(<f>.*?</f>)<v>.*?</v>', rb">\1", text)
                address, number = change.get(names[int(found[1]) - 1], ("none", ""))
                before = rf'(<c r="{address}"[^>]*><v>)[^<]*'.encode()
                text = re.sub(before, rb"\g<1>" + number.encode(), text)
            new.writestr(part, text)
