"""Cities are found in any spelling, distances are right, and what is not known is not invented."""

import csv
import json
import random
import subprocess
import sys

import pytest
from folders import ROOT
from hypothesis import given
from hypothesis import strategies as st
from steps import calls

from erasmus_cli.places.cities import Place, known_countries
from erasmus_cli.places.distance import EARTH_RADIUS_KM, great_circle_km, kilometres
from erasmus_cli.places.folding import fold
from erasmus_cli.places.lookup import find
from erasmus_cli.places.suggestion import suggest
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.reader import UnreadableProposalError, load, parse
from erasmus_cli.proposal.whereabouts import place_of
from erasmus_cli.wording import countries

DATA = ROOT / "erasmus_cli" / "places" / "data"
HALF_WAY_ROUND = 20_015  # km
GLOBE = st.builds(
    Place, st.just("somewhere"), st.just("XX"), st.floats(min_value=-90, max_value=90), st.floats(-180, 180)
)


def spot(latitude, longitude):
    return Place("spot", "XX", latitude, longitude)


def rows(country):
    with (DATA / f"{country}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


# Distances


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (("Brussels", "BE"), ("Oslo", "NO"), 1087),
        (("Athens", "GR"), ("Lisbon", "PT"), 2853),
        (("Nicosia", "CY"), ("Reykjavik", "IS"), 4870),
        (("Paris", "FR"), ("London", "GB"), 344),
        (("Vienna", "AT"), ("Bratislava", "SK"), 55),
        (("Madrid", "ES"), ("Ankara", "TR"), 3090),
        (("Paris", "FR"), ("Saint-Denis", "RE"), 9375),
        (("Helsinki", "FI"), ("Tallinn", "EE"), 82),
        (("Auckland", "NZ"), ("Honolulu", "US"), 7085),  # across the date line
    ],
)
def test_known_distances_within_one_per_cent(one, other, km):
    assert kilometres(find(*one), find(*other)) == pytest.approx(km, rel=0.01, abs=1)


@given(GLOBE, GLOBE)
def test_there_and_back_are_the_same_and_never_more_than_half_way_round(one, other):
    way = great_circle_km(one, other)
    assert way == pytest.approx(great_circle_km(other, one), abs=1e-6)
    assert 0 <= way <= HALF_WAY_ROUND + 1


@given(GLOBE)
def test_no_way_to_where_one_is_and_half_round_the_earth_to_the_other_side(one):
    opposite = spot(-one.latitude, one.longitude - 180 if one.longitude > 0 else one.longitude + 180)
    assert great_circle_km(one, one) == 0
    assert kilometres(one, opposite) == HALF_WAY_ROUND


def test_a_quarter_of_a_meridian_and_whole_kilometres():
    assert great_circle_km(spot(0, 7), spot(90, 7)) == pytest.approx(EARTH_RADIUS_KM * 3.14159265 / 2)
    assert kilometres(spot(0, 0), spot(0, 0.0134)) == 1  # 1.49 km
    assert kilometres(spot(0, 0), spot(0, 0.0136)) == 1  # 1.51 km: rounded down


# Names


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("GR", ["Λάρισα", "ΛΑΡΙΣΑ", "Larissa", "Lárisa", "larisa"]),
        ("MD", ["Bălți", "Bălţi", "Balti", "БЕЛЬЦЫ"]),
        ("PL", ["Gdańsk", "GDANSK", "Danzig"]),
        ("PL", ["Łódź", "Lodz", "łodz"]),
        ("BE", ["Gent", "Ghent", "Gand", " gent ", "9000 Gent", "Gent (BE)"]),
        ("BE", ["Brussels", "Bruxelles", "Brussel", "1000 Bruxelles", "Bruxelles/Brussel", "Βρυξέλλες"]),
        ("AT", ["Wien", "Vienna", "Bécs", "1010 Wien"]),
        ("AT", ["Sankt Pölten", "St. Pölten", "St Poelten"]),
        ("DK", ["København", "Kobenhavn", "Koebenhavn", "Copenhagen", "København K"]),
        ("CZ", ["Praha", "Prague", "Praha 9", "Praga"]),
        ("IT", ["Roma", "Rome", "ROMA"]),
        ("DE", ["München", "Muenchen", "Munchen", "Munich", "Mu\N{COMBINING DIAERESIS}nchen"]),
        ("DE", ["Frankfurt am Main", "Frankfurt a.M. / Frankfurt", "frankfurt-am-main"]),
        ("FR", ["Paris", "Paris Cedex 05", "75005 PARIS CEDEX"]),
        ("FR", ["Saint-Étienne", "ST ETIENNE", "St. Etienne", "Saint Etienne"]),
        ("CY", ["Nicosia", "Lefkosia", "Λευκωσία"]),
        ("TR", ["İstanbul", "Istanbul", "ISTANBUL", "\N{LATIN SMALL LETTER DOTLESS I}stanbul"]),
        ("BG", ["София", "Sofia", "СОФИЯ"]),
        ("UA", ["Київ", "Kyiv", "Киев", "Kiev"]),
        ("AM", ["Երևան", "Yerevan"]),
        ("GE", ["თბილისი", "Tbilisi"]),
        ("EG", ["القاهرة", "Cairo"]),
        ("XK", ["Prishtina", "Priština", "Pristina"]),
        ("IS", ["Reykjavík", "Reykjavik"]),
        ("AT", ["Wien", "A-1010 Wien", "AT-1010 Wien", "1010-Wien", "Wien 1., Innere Stadt"]),
        (
            "NL",
            [
                "'s-Gravenhage",
                "\N{RIGHT SINGLE QUOTATION MARK}s-Gravenhage",
                "Den Haag",
                "The Hague",
                "2511 BT Den Haag",
                "2511BT DEN HAAG",
            ],
        ),
        ("NL", ["De Bilt", "3732 HM DE BILT"]),
        ("NL", ["'s-Hertogenbosch", "Den Bosch"]),
        ("GB", ["London", "London SW1A 1AA", "SW1A 1AA London", "London N1"]),
        ("FR", ["Paris", "Paris Cedex 05", "75005 Paris", "F-75005 Paris", "Paris 5e arrondissement"]),
        ("FR", ["Rennes", "CS 12345 35000 Rennes Cedex", "BP 90 35000 Rennes"]),
        ("BE", ["La Louvière", "7100 LA LOUVIERE"]),
        ("LV", ["Riga", "LV-1050 Riga", "Rīga, LV-1050"]),
        ("SE", ["Stockholm", "SE-111 20 Stockholm", "111 20 Stockholm"]),
        ("IE", ["Dublin", "Dublin 2", "Dublin D02 XY45"]),
        ("MT", ["Valletta", "Valletta VLT 1117"]),
        ("PT", ["Porto", "4000-123 Porto"]),
        ("PL", ["Warszawa", "00-950 Warszawa", "PL 00-950 Warszawa"]),
        ("DK", ["København", "2400 København NV"]),
        ("IT", ["L'Aquila", "L\N{RIGHT SINGLE QUOTATION MARK}Aquila", "Aquila", "67100 L'Aquila"]),
        ("ES", ["A Coruña", "La Coruña", "Coruña", "Coruña (A)", "Coruña, La"]),
        ("ES", ["Las Palmas de Gran Canaria", "Palmas de Gran Canaria (Las)"]),
        ("ES", ["L'Hospitalet de Llobregat", "Hospitalet de Llobregat, L'"]),
        ("RS", ["Београд", "Beograd", "Belgrade"]),
        ("MK", ["Скопје", "Skopje"]),
        ("DE", ["Frankfurt am Main", "Frankfurt/M.", "Frankfurt/M", "Frankfurt / M."]),
        ("DE", ["Frankfurt (Oder)", "Frankfurt/O", "Frankfurt/Oder"]),
        ("DE", ["Rothenburg ob der Tauber", "Rothenburg o.d.T.", "Rothenburg o. d. T."]),
        ("DE", ["Rostock", "Hansestadt Rostock"]),
        ("DE", ["Stuttgart", "Landeshauptstadt Stuttgart", "70173 Stuttgart"]),
        ("BG", ["София", "\u0433\u0440. София", "\u0433\u0440. София 1000"]),
        ("PL", ["Warszawa", "m.st. Warszawa"]),
        ("ES", ["Santa Cruz de Tenerife", "Sta. Cruz de Tenerife", "38001 Sta. Cruz de Tenerife"]),
        ("ES", ["Madrid", "C/ Mayor 5, 28013 Madrid"]),
        ("LU", ["Luxembourg", "Luxembourg-Ville"]),
        ("MT", ["Valletta", "Il-Belt Valletta"]),
        ("IT", ["Torino", "via Roma 1, 10121 Torino", "Comune di Torino", "Città di Torino"]),
        ("IT", ["Città di Castello", "Citta di Castello"]),
    ],
)
def test_every_spelling_is_the_same_city(country, names):
    found = [find(name, country) for name in names]
    assert None not in found, names
    assert len({(place.name, place.latitude) for place in found}) == 1


def test_a_place_says_what_it_is():
    oslo = find("oslo", "NO")
    assert (oslo.name, oslo.country, oslo.others) == ("Oslo", "NO", ())
    assert oslo.latitude == pytest.approx(59.91, abs=0.02)
    assert oslo.longitude == pytest.approx(10.75, abs=0.02)
    assert oslo.population > 500_000


@pytest.mark.parametrize(
    ("city", "country", "other"),
    [
        ("Frankfurt", "DE", "Frankfurt (Oder)"),
        ("Newport", "GB", "Newport"),
        ("Halle", "DE", "Halle"),
        ("Saint-Denis", "FR", "Saint-Denis"),  # near Paris and on Réunion
    ],
)
def test_of_several_the_largest_and_the_others_are_told(city, country, other):
    found = find(city, country)
    assert other in [place.name for place in found.others]
    for place in found.others:
        assert found.population >= place.population
        assert great_circle_km(found, place) > 50


@pytest.mark.parametrize(
    ("city", "country", "called_so_besides"),
    [("Turi", "IT", "Turin"), ("Slovyansk", "UA", "Nikopol"), ("Aken", "DE", "Aachen")],
)
def test_a_main_name_comes_before_a_larger_city_that_is_called_so_besides(city, country, called_so_besides):
    found = find(city, country)
    assert found.name == city
    assert found.others[0].name == called_so_besides


@pytest.mark.parametrize(
    ("city", "country", "latitude"),
    [
        ("San Sebastián", "ES", 43.3),  # one of two main names, not the town on La Gomera that begins so
        ("Frankfurt", "DE", 50.1),  # eleven times Frankfurt (Oder)
        ("Halle", "DE", 51.5),  # eleven times the town that is called Halle and no more
        ("Saint-Étienne", "FR", 45.4),  # the others have longer names
        ("Salamanca", "ES", 41.0),  # the other is a quarter of Madrid
        ("Löhne", "DE", 52.2),  # not Lohne, which has no accent
        ("Newport, Wales", "GB", 51.6),
        ("Frankfurt a.M.", "DE", 50.1),
        ("Frankfurt a. M.", "DE", 50.1),
        ("Neustadt a.d. Weinstraße", "DE", 49.4),
        ("Rothenburg o.d. Tauber", "DE", 49.4),
        ("Newport (Wales)", "GB", 51.6),
        ("San Sebastián, Canary Islands", "ES", 28.1),
    ],
)
def test_one_is_clearly_meant(city, country, latitude):
    found = find(city, country)
    assert (round(found.latitude, 1), found.sure) == (latitude, True)


@pytest.mark.parametrize(
    ("city", "country", "other"),
    [
        ("Newport", "GB", 24_884),  # 161 506 in Wales: less than ten times as many
        ("Saint-Denis", "FR", 96_128),  # near Paris and, larger, on Réunion
        ("Santiago", "ES", 12_050),
        ("Irakleio", "GR", 137_154),  # in Attica, and so is the city in Crete called
        ("Aken", "DE", 265_208),  # a town, and Aachen in Dutch
        ("Lohne", "DE", 39_521),  # may be Löhne without its dots
        ("Lichtenberg", "DE", 41_359),  # a village, and a part of Berlin of thirteen times its size
        ("Ataşehir", "TR", 361_615),
        ("Richmond", "GB", 21_469),
        ("Königstein", "DE", 15_661),  # the larger has a longer name with the same accents
        ("Wörth", "DE", 17_272),
        ("Irákleio", "GR", 137_154),
        ("Kirkby", "GB", 27_539),  # called just so, and not twice as large as the other
        ("Rotenburg", "DE", 12_937),
    ],
)
def test_several_of_a_name_are_not_decided(city, country, other):
    found = find(city, country)
    assert not found.sure
    assert other in [place.population for place in (found, *found.others)]


@pytest.mark.parametrize(
    ("city", "country", "first", "other"),
    [
        ("Kadıköy/İstanbul", "TR", "Istanbul", "Babadağ"),
        ("Kadıköy, İstanbul", "TR", "Istanbul", "Babadağ"),
        ("Palermo, Roma", "IT", "Rome", "Palermo"),
        ("Paris/Lyon", "FR", "Paris", "Lyon"),
    ],
)
def test_two_places_that_contradict_each_other_are_not_decided(city, country, first, other):
    found = find(city, country)
    assert not found.sure
    assert (found.name, found.others[0].name) == (first, other)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Çankaya/Ankara", "TR", "Çankaya"),
        ("Ankara/Çankaya", "TR", "Ankara"),
        ("Nilüfer/Bursa", "TR", "Nilüfer"),
        ("Alanya / Antalya", "TR", "Alanya"),
        ("Konak / İzmir", "TR", "Konak"),
        ("Ostia, Roma", "IT", "Lido di Ostia"),
        ("Gela (Caltanissetta)", "IT", "Gela"),
        ("Hasselt, Limburg", "BE", "Hasselt"),
        ("Aberystwyth, Wales", "GB", "Aberystwyth"),
        ("Biel/Bienne", "CH", "Biel/Bienne"),
        ("Bruxelles/Brussel", "BE", "Brussels"),
        ("Valencia, España", "ES", "Valencia"),
    ],
)
def test_a_district_or_a_province_beside_a_city_decides_nothing(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure) == (name, True)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Oldenburg (Holstein)", "DE", "Oldenburg in Holstein"),
        ("Oldenburg i. H.", "DE", "Oldenburg in Holstein"),
        ("Oldenburg (Oldb)", "DE", "Oldenburg"),
        ("Neustadt (Weinstraße)", "DE", "Neustadt an der Weinstraße"),
        ("Frankfurt/Main", "DE", "Frankfurt am Main"),
        ("Frankfurt a. Main", "DE", "Frankfurt am Main"),
        ("Königstein (Taunus)", "DE", "Königstein im Taunus"),
        ("Kirchheim (Teck)", "DE", "Kirchheim unter Teck"),
        ("Kirchheim (München)", "DE", "Kirchheim bei München"),
        ("Burg (bei Magdeburg)", "DE", "Burg bei Magdeburg"),
        ("Newcastle (Tyne)", "GB", "Newcastle upon Tyne"),
        ("Newcastle/Lyme", "GB", "Newcastle under Lyme"),
        ("Villeneuve (Lot)", "FR", "Villeneuve-sur-Lot"),
        ("Ústí (Orlicí)", "CZ", "Ústí nad Orlicí"),
        ("Vila Real (Santo António)", "PT", "Vila Real de Santo António"),
    ],
)
def test_a_remark_that_is_a_part_of_a_name_chooses_it(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure, found.whole) == (name, True, True)


@pytest.mark.parametrize(
    ("city", "country", "region"),
    [
        ("Münster (Hessen)", "DE", "Hesse"),
        ("Münster (Westf.)", "DE", "North Rhine-Westphalia"),
        ("Rothenburg/Oberlausitz", "DE", "Saxony"),
        ("Valence (Drôme)", "FR", "Auvergne-Rhône-Alpes"),
        ("Valence (Tarn-et-Garonne)", "FR", "Occitanie"),
        ("Saint-Denis (La Réunion)", "FR", "Réunion"),
        ("Santiago (La Coruña)", "ES", "Galicia"),
        ("Lagoa (Algarve)", "PT", "Faro"),
        ("Lagoa, Açores", "PT", "Azores"),
        ("Bangor, Gwynedd", "GB", "Wales"),
        ("Bangor, Co. Down", "GB", "Northern Ireland"),
        ("Newport, Isle of Wight", "GB", "England"),
        ("St. Johann (Tirol)", "AT", "Tyrol"),
        ("Hengelo (Gld)", "NL", "Gelderland"),
    ],
)
def test_a_region_is_known_by_the_names_people_use_and_by_its_parts(city, country, region):
    found = find(city, country)
    assert (found.region, found.sure, found.whole) == (region, True, True)


@pytest.mark.parametrize(
    ("city", "country", "told"),
    [
        ("Rijswijk (Gelderland)", "NL", "Rijswijk"),  # only the one in South Holland is known
        ("Bergen (Limburg)", "NL", "Bergen"),
        ("Newcastle (Staffordshire)", "GB", "Newcastle upon Tyne"),
        ("Königstein (Sächsische Schweiz)", "DE", "Königstein"),
        ("Guadalupe (Cáceres)", "ES", "Cáceres"),  # a town of the province, which is called as its main town
        ("Neustadt (Wied)", "DE", "Neustadt an der Weinstraße"),
    ],
)
def test_a_remark_that_does_not_fit_decides_nothing(city, country, told):
    found = find(city, country)
    assert (found.name, found.sure) == (told, False)


@pytest.mark.parametrize(
    ("city", "country"), [("Homburg (Efze)", "DE"), ("Freiburg (Elbe)", "DE"), ("Leuven (Campus)", "BE")]
)
def test_what_nobody_knows_beside_the_only_place_of_a_name_is_told(city, country):
    found = find(city, country)
    assert (found.sure, found.whole) == (True, False)


@pytest.mark.parametrize(
    ("city", "country"),
    [("Freiburg", "DE"), ("Sundsvall (Sverige)", "SE"), ("Bergen (Mons)", "BE"), ("Paris, 75005", "FR")],
)
def test_a_country_another_name_and_a_post_code_beside_a_city_are_understood(city, country):
    assert find(city, country).whole


@pytest.mark.parametrize(
    ("city", "country", "longer"),
    [
        ("Reggio", "IT", "Reggio Calabria"),
        ("Nykøbing", "DK", "Nykøbing Falster"),
        ("Bietigheim", "DE", "Bietigheim-Bissingen"),  # seven times the one that is called just so
    ],
)
def test_the_first_word_of_a_larger_name_is_not_decided(city, country, longer):
    found = find(city, country)
    assert not found.sure
    assert longer in [place.name for place in found.others]


@pytest.mark.parametrize("city", ["Bergen", "Alphen aan den Rijn"])
def test_a_name_that_others_of_much_the_same_size_begin_with_is_enough(city):
    assert find(city, "NL").sure


def test_every_region_of_the_city_files_is_known_by_its_own_name():
    for file in sorted((DATA / "regions").glob("*.tsv")):
        lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        inside = {region for _, _, _, _, region, _ in rows(file.stem)} - {""}
        assert {region for region, _ in lines} == inside | {""}, file.stem
        for region, names in lines:
            known = names.strip("|").split("|")
            assert known == sorted(set(map(fold, known))), region
            assert not region or fold(region) in known


def test_a_place_is_told_with_region_and_coordinates():
    assert find("Newport", "GB").told == "Newport, Wales [51.588, -2.998]"
    assert find("Wien", "AT").told == "Vienna [48.208, 16.372]"  # the region is the city


def test_a_name_that_only_neighbours_share_is_not_ambiguous():
    assert find("Paris", "FR").others == ()


def test_without_a_country_all_are_searched():
    assert find("Brussels").country == "BE"
    assert {place.country for place in find("Santa Cruz").others} >= {"ES"}


@pytest.mark.parametrize(
    ("city", "country"),
    [("Cayenne", "GF"), ("Saint-Pierre", "RE"), ("Oranjestad", "AW"), ("Nuuk", "GL"), ("Mariehamn", "AX")],
)
def test_a_territory_has_its_own_code_and_its_state_knows_it_too(city, country):
    state = {"GF": "FR", "RE": "FR", "AW": "NL", "GL": "DK", "AX": "FI"}[country]
    assert find(city, country).country == country
    assert find(city, state).latitude == find(city, country).latitude


def test_a_city_of_another_country_is_not_taken():
    assert find("Brussels", "NL") is None


# Not known


@pytest.mark.parametrize(
    ("city", "country", "meant"),
    [
        ("Bielefed", "DE", "Bielefeld"),
        ("Sttutgart", "DE", "Stuttgart"),
        ("Gdanks", "PL", "Gdańsk"),
        ("Λάρησα", "GR", "Lárisa"),
        ("Kadiköy Istanbul", "TR", "Istanbul"),
    ],
)
def test_an_unknown_city_is_unknown_and_the_nearest_is_suggested(city, country, meant):
    assert find(city, country) is None
    assert suggest(city, country) == meant
    assert find(meant, country) is not None


@pytest.mark.parametrize(
    ("city", "country"),
    [
        ("Serris", "FR"),  # villages that no file has
        ("Avize", "FR"),
        ("Sours", "FR"),
        ("Tamarite", "ES"),
        ("Santa María de Guía", "ES"),
        ("Mallorca", "ES"),  # islands and provinces
        ("Gran Canaria", "ES"),
        ("Lanzarote", "ES"),
        ("Sicilia", "IT"),
        ("Corse", "FR"),
        ("Bretagne", "FR"),
        ("Madeira", "PT"),
    ],
)
def test_where_nothing_is_near_nothing_is_suggested(city, country):
    assert find(city, country) is None
    assert suggest(city, country) is None


@pytest.mark.parametrize(
    "city",
    [
        "",
        " ",
        "-",
        "|",
        "||",
        "x" * 100_000,
        "(" * 100_000,
        "1" * 100_000,
        "\x00",
        "\t",
        "\n",
        "|gent|\t",
        "🏫",
        "St.",
    ],
    ids=range(14),
)
@pytest.mark.parametrize("country", ["BE", "ZZ", "", "../BE", "be/..", None])
def test_what_is_no_name_is_no_city(city, country):
    if country is not None and (found := suggest(city, country)) is not None:
        assert find(found, country)
    if city != "|gent|\t":  # signs that are no letters do not count: this one is Ghent
        assert find(city, country) is None


def test_a_text_that_is_too_long_for_a_name_is_not_searched_for():
    suggest.cache_clear()  # what was looked up before takes no steps
    long, longer = (calls(lambda size=size: suggest("x" * size, "BE")) for size in (1_000, 100_000))
    assert long == longer < calls(lambda: suggest("Bruksel", "BE"))


@pytest.mark.slow
@given(st.text(max_size=60), st.sampled_from(["DE", "GR", "MT", "ZZ"]))
def test_no_text_breaks_the_search(city, country):
    found = find(city, country)
    assert found is None or found.country == country


@pytest.mark.parametrize("country", ["ZZ", "", "../BE", "GERMANY"])
def test_an_unknown_country_has_no_cities(country):
    assert find("Berlin", country) is None
    assert suggest("Berlin", country) is None


def test_a_code_in_small_letters_is_understood():
    assert find("Gent", "be").country == "BE"


# The data


@pytest.mark.slow
def test_every_line_holds_what_the_search_relies_on():
    for country in known_countries():
        for name, latitude, longitude, population, _, keys in rows(country):
            spellings = keys.strip("|").split("|")
            assert spellings[0] == fold(name), name
            assert spellings == list(map(fold, spellings)), name
            assert keys == f"|{'|'.join(spellings)}|"
            assert abs(float(latitude)) <= 90
            assert abs(float(longitude)) <= 180
            assert int(population) >= 0


@pytest.mark.parametrize("country", ["AT", "CY", "FR", "XK"])
def test_lines_are_sorted_and_end_in_one_line_feed(country):
    text = (DATA / f"{country}.tsv").read_bytes().decode()
    lines = text.removesuffix("\n").split("\n")
    assert lines == sorted(lines)
    assert "\r" not in text


def test_every_country_that_has_cities_is_one():
    assert set(known_countries()) <= set(countries.names())
    assert {"GR", "GB", "XK", "PS", "AX", "GF"} <= set(known_countries())


def test_any_city_is_found_by_its_main_name():
    chosen = random.Random(7)
    for country in ("DE", "FR", "GR", "UA", "IE", "US"):
        for name, *_ in chosen.sample(list(rows(country)), 50):
            assert find(name, country), (name, country)


def test_the_licence_is_credited_where_the_data_and_the_code_are():
    credit = (DATA / "CREDIT.txt").read_text(encoding="utf-8")
    source = (DATA.parent / "cities.py").read_text(encoding="utf-8")
    for text in (credit, source):
        assert "GeoNames (https://www.geonames.org)" in text
        assert "CC BY 4.0" in text or "Attribution 4.0" in text


# Proposals


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_cities_of_the_examples_are_found(file):
    for organisation in load(file).proposal.organisations:
        assert organisation.city is None or place_of(organisation), organisation.city


def test_coordinates_win_over_the_city():
    place = place_of(Organisation(name="Hut", city="Oslo", country="NO", coordinates=(61.6, 8.3)))
    assert (place.name, place.country, place.latitude, place.longitude) == ("Oslo", "NO", 61.6, 8.3)
    assert (place.population, place.others) == (None, ())


def test_zero_is_a_coordinate():
    assert place_of(Organisation(coordinates=(0, 0))).latitude == 0


@pytest.mark.parametrize(
    "said", [{}, {"city": "Oslo"}, {"country": "NO"}, {"city": "Atlantis", "country": "NO"}]
)
def test_what_the_proposal_does_not_say_stays_unknown(said):
    assert place_of(Organisation(**said)) is None


def organisation_with(coordinates):
    text = f"call: 2016\norganisations:\n  - id: a\n    coordinates: {coordinates}\n"
    return parse(text, "p.yaml").proposal.organisations[0]


@pytest.mark.parametrize("edge", ["[-90, -180]", "[90, 180]", "[50.847, 4.357]", "[50, 4]"])
def test_coordinates_are_read_up_to_the_poles_and_the_date_line(edge):
    assert list(organisation_with(edge).coordinates) == json.loads(edge)


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("[90.01, 4]", 4, "entry 1 (in `organisations`, entry 1, `coordinates`) cannot be above 90: `90.01`"),
        ("[4, -180.5]", 4, "cannot be below -180: `-180.5`; latitude comes first, then longitude"),
        (
            "\n      - 5\n      - 200",
            6,
            "entry 2 (in `organisations`, entry 1, `coordinates`) cannot be above 180",
        ),
        ("50.8", 4, "write [latitude, longitude] in degrees, such as"),
        ("[50,8, 4,3]", 4, "write [latitude, longitude] in degrees, such as"),  # decimal commas
        ("[]", 4, "write [latitude, longitude]"),
        ('["50.8", 4]', 4, "write [latitude, longitude]"),
        ("[true, 4]", 4, "write [latitude, longitude]"),
        ("[.nan, 4]", 4, "write [latitude, longitude]"),
        ("[.inf, 4]", 4, "write [latitude, longitude]"),
        (f"[{'9' * 400}, 4]", 4, "write [latitude, longitude]"),
        ("{lat: 5}", 4, "write [latitude, longitude]"),
    ],
)
def test_wrong_coordinates_are_told_at_their_line(written, line, said):
    with pytest.raises(UnreadableProposalError) as refused:
        organisation_with(written)
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].line == line
    assert said in str(refused.value)


# Cost


@pytest.mark.slow
def test_a_check_does_not_load_the_cities():
    program = (
        "import sys; from pathlib import Path; from erasmus_cli import check, load\n"
        "check(load('examples/vet-innovation.yaml').proposal)\n"
        "print(*[name for name in sys.modules if 'places' in name or 'whereabouts' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not done.stdout.strip()


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Greater London", "GB", "London"),
        ("Greater London Area", "GB", "London"),
        ("Metropolregion Nürnberg", "DE", "Nuremberg"),
        ("Großraum München", "DE", "Munich"),
        ("Métropole de Lyon", "FR", "Lyon"),
        ("Stor-Stockholm", "SE", "Stockholm"),
        ("Área Metropolitana do Porto", "PT", "Porto"),
        ("Città Metropolitana di Milano", "IT", "Milan"),
        ("Athens Airport", "GR", "Athens"),
        ("Flughafen Frankfurt", "DE", "Frankfurt am Main"),
        ("Warszawa-Mokotów", "PL", "Warsaw"),
        ("02-508 Warszawa-Mokotów", "PL", "Warsaw"),
        ("Wien-Favoriten", "AT", "Vienna"),
        ("Bratislava-Petržalka", "SK", "Bratislava"),
    ],
)
def test_what_is_called_after_a_large_city_is_there(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure, found.whole) == (name, True, True)


def test_a_district_that_nobody_knows_is_told():
    assert not find("Hamburg-Nirgendwo", "DE").whole


@pytest.mark.parametrize(
    ("city", "country"),
    [("Greater Kirkby", "GB"), ("Neustadt-Nirgendwo", "DE"), ("Paris-l'Hôpital", "FR")],
)
def test_a_town_has_no_districts_and_villages_have_names_of_their_own(city, country):
    assert find(city, country) is None
