"""Properties of the file, and the same bytes for the same draft."""

from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.package import Package

from erasmus_cli.document.draft import DraftText
from erasmus_cli.formats.docx.xml import clean

_LONGEST_TITLE = 255  # what the format allows
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows
_FIRST = "[Content_Types].xml"

# Programs choose a dictionary by language and country. Where the two have the same letters (fr-FR), nothing
# needs to be said here.
_COUNTRIES = {
    "ar": "SA", "be": "BY", "bs": "BA", "ca": "ES", "cs": "CZ", "cy": "GB", "da": "DK", "el": "GR",
    "en": "GB", "et": "EE", "eu": "ES", "ga": "IE", "gl": "ES", "he": "IL", "hy": "AM", "ka": "GE",
    "lb": "LU", "nb": "NO", "nn": "NO", "no": "NO", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE",
    "uk": "UA",
}  # fmt: skip


def locale_of(language: str) -> str:
    """A language with its country, as programs for text want it: `en` is `en-GB`."""
    return f"{language}-{_COUNTRIES.get(language, language.upper())}"


def describe(package: Package, draft: DraftText) -> None:
    """Title, language and date; no name of a person or a program."""
    moment = datetime.combine(draft.on, time())
    about = package.core_properties
    about.title = clean(draft.title)[:_LONGEST_TITLE]
    about.language = draft.language
    about.created = about.modified = moment
    about.author = about.last_modified_by = ""
    about.revision = 1


def packed(package: Package) -> bytes:
    """The file; its parts stand in a fixed order and bear a fixed date."""
    written, stable = BytesIO(), BytesIO()
    package.save(written)
    with ZipFile(written) as source, ZipFile(stable, "w", ZIP_DEFLATED) as target:
        for name in sorted(set(source.namelist()), key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(entry, source.read(name))
    return stable.getvalue()
