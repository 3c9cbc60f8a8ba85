"""Makes the names of countries, months and weekdays in many languages.

`pip install babel`, then `python docs/make_names.py`. The names come from the Unicode Common Locale Data
Repository (CLDR) as Babel packs it (BSD-3-Clause; the data under the Unicode License v3). The tool needs
neither.
"""

import sys
from collections import Counter
from pathlib import Path

from babel import Locale
from babel.core import get_global

sys.path.insert(0, str(Path(__file__).parent.parent))

from erasmus_cli.wording.countries import folded, names

FOLDER = Path(__file__).parent.parent / "erasmus_cli" / "wording"
EUROPEAN_UNION = "en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
NEAR = "is nb nn tr mk sr sr_Latn sq bs bs_Cyrl uk ka hy az ca eu gl cy lb rm ru ar he"
LANGUAGES = (*EUROPEAN_UNION.split(), *NEAR.split())
# As the Guides, the Commission and people write them, beyond what the repository has.
MORE = {
    "AL": ["Shqipëria", "Shqiperia"],
    "AT": ["Oesterreich"],
    "BA": ["Bosnia", "BiH", "Bosnia Herzegovina", "Bosnia-Herzegovina"],
    "BY": ["Weißrussland", "Weissrussland", "Byelorussia"],
    "CG": ["Congo-Brazzaville", "Kongo-Brazzaville"],
    "CH": [
        "Swiss Confederation",
        "Schweizerische Eidgenossenschaft",
        "Confédération suisse",
        "Confederazione svizzera",
    ],
    "CI": ["Ivory Coast"],
    "CY": ["Republic of Cyprus", "Κυπριακή Δημοκρατία"],
    "CD": ["DR Congo", "DRC", "Democratic Republic of the Congo", "Congo, Democratic Republic of the"],
    "CZ": [
        "Czech Republic",
        "Czech Rep",
        "Česká republika",
        "Tschechische Republik",
        "République tchèque",
        "República Checa",
        "Repubblica Ceca",
        "Republika Czeska",
        "Çek Cumhuriyeti",
        "Tšekin tasavalta",
    ],
    "DE": ["Federal Republic of Germany", "Bundesrepublik Deutschland", "BRD"],
    "DK": ["Kongeriget Danmark"],
    "EE": ["Estland", "Eesti Vabariik"],
    "FI": ["Suomen tasavalta"],
    "FO": ["Faroes"],
    "FR": ["République française", "French Republic"],
    "GB": [
        "Great Britain",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "U.K.",
        "Großbritannien",
        "Gran Bretaña",
        "Gran Bretagna",
        "Grande-Bretagne",
        "Grã-Bretanha",
        "Groot-Brittannië",
        "Storbritannia",
        "Büyük Britanya",
        "İngiltere",
        "Yhdistynyt kuningaskunta",
        "Inglaterra",
        "Inghilterra",
        "Angleterre",
        "Anglia",
        "Englanti",
        "Engeland",
        "Αγγλία",
        "Англия",
        "Schottland",
        "Escocia",
        "Scozia",
        "Écosse",
        "Szkocja",
        "İskoçya",
        "Skotlanti",
        "Skotland",
        "Schotland",
        "Skottland",
        "Escócia",
        "Gales",
        "País de Gales",
        "Galles",
        "Pays de Galles",
        "Walia",
        "Galler",
        "Cymru",
        "Nordirland",
        "Irlanda del Norte",
        "Irlanda del Nord",
        "Irlande du Nord",
        "Irlandia Północna",
        "Kuzey İrlanda",
        "Pohjois-Irlanti",
    ],
    "GF": ["Guyane"],
    "GR": ["Hellas", "Ellada", "Hellenic Republic", "Ελλάς", "Ελληνική Δημοκρατία"],
    "HR": ["Republika Hrvatska"],
    "IE": ["Republic of Ireland", "Eire", "Éire"],
    "IS": ["Lýðveldið Ísland"],
    "IT": ["Repubblica italiana", "Italian Republic"],
    "LI": ["Principality of Liechtenstein", "Fürstentum Liechtenstein"],
    "LT": ["Lietuvos Respublika"],
    "LU": ["Großherzogtum Luxemburg", "Grand-Duché de Luxembourg"],
    "LV": ["Republic of Latvia", "Latvijas Republika"],
    "KR": ["Republic of Korea"],
    "MD": ["Republic of Moldova", "Moldova, Republic of"],
    "ME": ["Crna Gora", "Republic of Montenegro"],
    "MK": [
        "Republic of North Macedonia",
        "Macedonia",
        "N. Macedonia",
        "FYROM",
        "Former Yugoslav Republic of Macedonia",
        "The former Yugoslav Republic of Macedonia",
        "Severna Makedonija",
        "Република Северна Македонија",
    ],
    "MM": ["Burma", "Birma", "Birmanie", "Birmania"],
    "NL": [
        "Holland",
        "Hollande",
        "Holanda",
        "Olanda",
        "Niderlandy",
        "The Netherlands",
        "Kingdom of the Netherlands",
        "Koninkrijk der Nederlanden",
    ],
    "NO": ["Kongeriket Norge"],
    "PL": ["Rzeczpospolita Polska"],
    "PS": ["Palestine", "State of Palestine", "West Bank and Gaza"],
    "PT": ["República Portuguesa"],
    "RS": ["Republic of Serbia"],
    "RU": ["Russian Federation", "Territory of Russia as recognised by international law"],
    "SE": ["Konungariket Sverige"],
    "SK": [
        "Slovak Republic",
        "Slovak Rep",
        "Slovenská republika",
        "Slowakische Republik",
        "République slovaque",
        "Repubblica Slovacca",
        "República Eslovaca",
        "Republika Słowacka",
        "Slovak Cumhuriyeti",
    ],
    "SI": ["Republic of Slovenia"],
    "TR": ["Turkey", "Türkiye", "Republic of Türkiye", "Republic of Turkey", "Türkiye Cumhuriyeti"],
    "SZ": ["Swaziland"],
    "UA": ["Ukraina", "Territory of Ukraine as recognised by international law"],
    "US": ["USA", "U.S.A.", "United States of America"],
    "VA": ["Vatican City State", "Vatican", "Holy See"],
    "XK": [
        "XKX",
        "Kosovo*",
        "Kosova",
        "Kosovo (UNSCR 1244)",
        "Kosovo (UN resolution)",
        "Kosovo (UN resolution 1244)",
        "Kosovo (under UN Security Council Resolution 1244/1999)",
        "Kosovo under UNSCR 1244",
        "Kosovo under UNSCR 1244/1999",
        "Kosovo (UNSCR 1244/99)",
    ],
}
# Months in cases and spellings that the repository does not have: January and February in Austria, the
# Latvian locative, the Serbian genitive, September in Spanish without its p.
MORE_MONTHS = {
    1: ["Jänner", "Jän", "janvārī", "јануара"],
    2: ["Feber", "februārī", "фебруара"],
    3: ["martā", "марта", "marta"],
    4: ["aprīlī", "априла", "aprila"],
    5: ["maijā", "маја", "maja"],
    6: ["jūnijā", "јуна", "juna"],
    7: ["jūlijā", "јула", "jula"],
    8: ["augustā", "августа", "avgusta"],
    9: ["setiembre", "septembrī", "септембра"],
    10: ["oktobrī", "октобра"],
    11: ["novembrī", "новембра"],
    12: ["decembrī", "децембра"],
}


def main() -> None:
    """Writes the files."""
    locales = [Locale.parse(language) for language in LANGUAGES]
    _write("country_names.toml", "Other names of countries, folded, by ISO code", _countries(locales))
    _write("month_names.toml", "Names of months, folded, by number", _months(locales))
    _write("weekday_names.toml", "Names of weekdays, folded, by number, Monday first", _weekdays(locales))


def _countries(locales: list[Locale]) -> dict[str, list[str]]:
    aliases = get_global("territory_aliases")
    found: dict[str, set[str]] = {code: set() for code in names()}
    for code, known in found.items():
        written = [locale.territories.get(code) for locale in locales]
        written += [alias for alias, codes in aliases.items() if codes == [code] and len(alias) == 3]
        written += MORE.get(code, [])
        known.update(folded(name) for name in written if name)
    times = Counter(name for known in found.values() for name in known)
    shared = {name for name, number in times.items() if number > 1}
    english = {folded(name) for name in names().values()}
    return {
        code: sorted(name for name in known - shared - english if name and not name.isdecimal())
        for code, known in found.items()
    }


def _months(locales: list[Locale]) -> dict[str, list[str]]:
    return {
        str(number): sorted(
            {
                folded(locale.months[context][width][number])
                for locale in locales
                for context in ("format", "stand-alone")
                for width in ("wide", "abbreviated")
            }
            - {""}
            | set(map(folded, MORE_MONTHS[number]))
        )
        for number in range(1, 13)
    }


def _weekdays(locales: list[Locale]) -> dict[str, list[str]]:
    return {
        str(number + 1): sorted(
            {
                folded(locale.days[context][width][number])
                for locale in locales
                for context in ("format", "stand-alone")
                for width in ("wide", "abbreviated", "short")
                if len(folded(locale.days[context][width][number])) > 1
            }
        )
        for number in range(7)
    }


def _write(name: str, title: str, entries: dict[str, list[str]]) -> None:
    lines = [f"# {title}. Made by docs/make_names.py from the Unicode CLDR (Unicode License v3)."]
    for key, values in entries.items():
        if values:
            quoted = ", ".join(f'"{value}"' for value in values)
            lines.append(f"{key} = [{quoted}]")
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
