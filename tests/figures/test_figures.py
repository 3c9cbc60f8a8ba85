"""The pictures of a draft: well-formed, complete, true to the dates and places, whatever the names."""

import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from builders import EDITIONS

from erasmus_cli import resources
from erasmus_cli.figures import Site, budget_shares, figures_of, gantt, partner_map, sites_of
from erasmus_cli.figures.axis import Axis
from erasmus_cli.figures.geometry import Box
from erasmus_cli.figures.labels import place
from erasmus_cli.figures.map_data import europe
from erasmus_cli.figures.projection import project
from erasmus_cli.figures.schedule import groups_of
from erasmus_cli.figures.text_metrics import cut, width
from erasmus_cli.figures.timetable import LEFT, RIGHT, gantt_pages
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.wording.formatting import eur

SVG = "{http://www.w3.org/2000/svg}"
EDITION = open_edition(2026, "cooperation-partnership")
EXAMPLES = sorted(resources.examples().glob("*.yaml"))
NASTY = [
    '<script>alert(1)</script> & "quotes" ]]> <!-- -->',
    "\u202eturned \u200f\u05e2\u05d1\u05e8\u05d9\u05ea \u0639\u0646\u0648\u0627\u0646",
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{MICROSCOPE} \N{PARTY POPPER}" * 20,
    "{{ 7 * 7 }} {% raw %}",
    "no end " * 43,
    "\uffff\ufdd0 not a character",
    "two\nlines",
    "",
]


def seen(found):
    return Project(found, EDITION)


def proposal(**changes):
    return Proposal.model_validate({"start": "2016-09-01", "months": 24} | changes)


def tree(figure):
    return ET.fromstring(figure.svg)


def texts(figure):
    return ["".join(element.itertext()) for element in tree(figure).iter(f"{SVG}text")]


def row(figure, title):
    """The elements of the row whose hover text begins with this title."""
    groups = (g for g in tree(figure).iter(f"{SVG}g") if g.find(f"{SVG}title") is not None)
    return next(g for g in groups if g.find(f"{SVG}title").text.startswith(title))


def bar(figure, title):
    rect = row(figure, title).find(f"{SVG}rect")
    return float(rect.get("x")), float(rect.get("width"))


def at(months, of=24):
    return LEFT + (RIGHT - LEFT) * months / of


def site(handle, city, country, latitude, longitude, *, role="partner"):
    return Site(handle, f"Name of {handle}", city, country, role, latitude, longitude)


BRUSSELS = site("coord", "Brussels", "BE", 50.85, 4.35, role="applicant")
TWENTY = [
    BRUSSELS,
    *(replace(BRUSSELS, label=f"b{number}", role="partner") for number in range(1, 6)),
    site("mech", "Mechelen", "BE", 51.03, 4.48),
    site("leuven", "Leuven", "BE", 50.88, 4.70),
    site("a-rather-long-handle-for-a-college", "Antwerpen", "BE", 51.22, 4.40),
    site("lille", "Lille", "FR", 50.63, 3.06),
    site("aachen", "Aachen", "DE", 50.78, 6.08),
    site("koeln", "Köln", "DE", 50.94, 6.96),
    site("maas", "Maastricht", "NL", 50.85, 5.69),
    site("reunion", "Saint-Denis", "RE", -20.88, 55.45),
    site("canarias", "Las Palmas de Gran Canaria", "ES", 28.12, -15.43),
    site("tbilisi", "თბილისი", "GE", 41.72, 44.83),
    site("kyoto", "京都", "JP", 35.01, 135.77, role="associated"),
    site("pristina", "Pristina", "XK", 42.66, 21.16),
    site("skopje", "Skopje", "MK", 42.0, 21.43),
    site("nowhere", "Nowhereville", "IT", None, None),
]


# All of them


@cache
def figures_drawn(path):
    """Every figure of an example, with partners wherever they may be."""
    amounts = [("Meetings", Decimal(1000)), ("Outputs", Decimal("2500.50"))]
    return tuple(figures_of(seen(load(path).proposal), sites=TWENTY, amounts=amounts).values())


def of_each_example(test):
    """One run for each example; both tests of an example look at the same figures."""
    marked = [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in EXAMPLES]
    return pytest.mark.parametrize("path", marked)(test)


@pytest.mark.slow
@of_each_example
def test_a_figure_stands_alone_and_says_what_it_shows(path):
    assert figures_drawn(path)
    for figure in figures_drawn(path):
        root = tree(figure)
        assert root.tag == f"{SVG}svg"
        assert root.get("width") == "100%"
        assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert root[1].text == figure.alt
        assert root.get("aria-labelledby").split() == [root[0].get("id"), root[1].get("id")]
        assert figure.caption.endswith(".")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(set(ids)) == len(ids)
        assert all(name.startswith(figure.name) for name in ids)
        # What typst's renderer does not know, and what a picture in a page must not bring with it.
        assert not re.search(r"<script|<style|foreignObject|href|var\(|@media|url\((?!#)| on\w+=", figure.svg)


@pytest.mark.slow
@of_each_example
def test_nothing_lies_outside_the_picture(path):
    for figure in figures_drawn(path):
        root = tree(figure)
        _, _, across, down = map(float, root.get("viewBox").split())
        for element in root.iter():
            if element.tag in (f"{SVG}text", f"{SVG}rect"):
                x, y = float(element.get("x")), float(element.get("y"))
                assert 0 <= x <= across, figure.name
                assert 0 <= y <= down, figure.name


def test_the_same_proposal_gives_the_same_bytes():
    found = load(EXAMPLES[0]).proposal
    once, twice = (figures_of(seen(found), sites=TWENTY) for _ in range(2))
    assert once == twice


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_text_whatever_is_in_it(name):
    meeting = {"title": name, "start": "2016-10-01"}
    data = Proposal.model_construct(title=name, acronym=name)
    data = data.model_copy(
        update={"meetings": proposal(meetings=[meeting]).meetings, "start": date(2016, 9, 1)}
    )
    where = [replace(BRUSSELS, city=name, name=name), site("p2", name, None, 60.0, 20.0)]
    figures = figures_of(seen(data), sites=where, amounts=[(name, Decimal(5))])
    assert len(figures) == 3
    for figure in figures.values():
        assert not list(tree(figure).iter(f"{SVG}script"))
        assert not re.search("[\u202a-\u202e\ufdd0\uffff\n]", "".join(texts(figure)))


def test_an_empty_proposal_has_no_figures():
    assert figures_of(seen(Proposal())) == {}


# Timetable


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_item_of_a_proposal_is_in_the_timetable(path):
    found = load(path).proposal
    figure = gantt(seen(found))
    hovers = [element.text for element in tree(figure).iter(f"{SVG}title")]
    packages = found.work_packages or ()
    lists = (
        found.meetings,
        found.outputs,
        found.events,
        found.learning_activities,
        packages,
        found.activities,
        found.results,
        found.milestones,
    )
    items = [item for some in (*lists, *(p.activities for p in packages)) for item in some or ()]
    assert sum(len(group.items) for group in groups_of(seen(found))) == len(items)
    for item in items:
        assert any((item.title or "") in hover for hover in hovers)


def test_results_and_milestones_stand_on_the_day_on_which_they_are_due():
    ours = load(resources.examples() / "ka220-vet-2026.yaml").proposal
    *_, results, milestones = groups_of(seen(ours))
    assert (results.heading, milestones.heading) == ("Results", "Milestones")
    assert [item.start for item in results.items] == sorted(one.due for one in ours.results)
    assert milestones.items[0].label == "Tasks tried"
    assert "6 results and 3 milestones" in gantt(seen(ours)).alt


def test_a_bar_from_month_3_to_6_begins_and_ends_there():
    figure = gantt(seen(proposal(outputs=[{"title": "Third", "start": "2016-11-01", "end": "2017-02-28"}])))
    x, wide = bar(figure, "Third")
    assert x == pytest.approx(at(2), abs=0.1)
    assert x + wide == pytest.approx(at(6), abs=0.1)


def test_a_bar_over_the_whole_project_fills_the_chart():
    figure = gantt(seen(proposal(work_packages=[{"id": "WP1", "start": "2016-09-01", "end": "2018-08-31"}])))
    assert bar(figure, "WP1") == pytest.approx((LEFT, RIGHT - LEFT), abs=0.1)
    assert "outside" not in figure.alt
    assert "Marked" not in figure.alt


def test_a_single_day_is_a_diamond_on_that_day():
    figure = gantt(seen(proposal(meetings=[{"title": "Kick-off", "start": "2017-03-01"}])))
    path = row(figure, "Kick-off").find(f"{SVG}path").get("d")
    assert float(path[1:].split()[0]) == pytest.approx(at(6), abs=0.5)
    assert row(figure, "Kick-off").find(f"{SVG}rect") is None


@pytest.mark.parametrize(
    ("days", "remark"),
    [
        ({"start": "2016-08-31", "end": "2016-12-31"}, "starts on 31 August 2016, before the project"),
        ({"start": "2018-08-01", "end": "2018-09-01"}, "ends on 1 September 2018, after the project"),
        ({"start": "2016-08-31"}, "31 August 2016, before the project"),
        ({"start": "2018-09-01"}, "1 September 2018, after the project"),
        (
            {"start": "2015-01-01", "end": "2020-01-01"},
            "1 January 2015 to 1 January 2020, longer than the project",
        ),
        ({"start": "2017-01-01", "end": "2016-12-31"}, "ends on 31 December 2016, before it starts"),
        ({}, "no date yet"),
    ],
)
def test_what_does_not_fit_the_project_is_marked(days, remark):
    figure = gantt(seen(proposal(outputs=[{"id": "O1", **days}])))
    assert remark in texts(figure)


@pytest.mark.parametrize("days", [("2016-09-01", "2016-09-30"), ("2018-08-01", "2018-08-31")])
def test_the_first_and_the_last_month_belong_to_the_project(days):
    start, end = days
    figure = gantt(seen(proposal(outputs=[{"id": "O1", "start": start, "end": end}])))
    x, wide = bar(figure, "O1")
    assert LEFT - 0.1 <= x < x + wide <= RIGHT + 0.1
    assert not any("the project" in text and "2018," in text for text in texts(figure))


def test_what_has_no_date_stands_at_the_end():
    figure = gantt(
        seen(proposal(outputs=[{"id": "O1"}], meetings=[{"title": "Late", "start": "2018-01-01"}]))
    )
    shown = texts(figure)
    assert shown.index("Late") < shown.index("No date yet") < shown.index("O1")
    assert "Without a date: 1 item." in figure.alt


def test_a_package_without_dates_stays_above_its_activities():
    dated = {"id": "A2", "title": "Trial", "start": "2017-01-01", "end": "2017-03-31"}
    packages = [
        {"id": "WP1", "title": "First", "start": "2016-09-01", "end": "2016-12-31"},
        {"id": "WP2", "title": "Second", "activities": [dated, {"id": "A3", "title": "Report"}]},
    ]
    shown = texts(gantt(seen(proposal(work_packages=packages))))
    order = ["WP1 First", "WP2 Second", "A2 Trial", "No date yet", "A3 Report"]
    assert [text for text in shown if text in order] == order


def test_a_project_without_a_start_has_calendar_months_and_no_project_months():
    figure = gantt(
        seen(Proposal.model_validate({"meetings": [{"start": "2017-05-10"}, {"start": "2018-02-01"}]}))
    )
    assert "May" in texts(figure)
    assert "M1" not in texts(figure)


def test_60_rows_keep_their_height():
    meetings = [{"title": f"Meeting {n}", "start": "2017-01-01"} for n in range(60)]
    figure = gantt(seen(proposal(meetings=meetings)))
    ys = sorted(
        float(t.get("y")) for t in tree(figure).iter(f"{SVG}text") if (t.text or "").startswith("Meeting ")
    )
    assert len(ys) == 60
    assert min(b - a for a, b in itertools.pairwise(ys)) >= 16


def test_a_long_title_is_cut_and_complete_in_its_hover_text():
    title = "A title that does not end where others do, and goes on for a good while after that"
    figure = gantt(seen(proposal(outputs=[{"title": title, "start": "2017-01-01", "end": "2017-06-30"}])))
    assert title not in texts(figure)
    assert any(text.startswith("A title") and text.endswith("…") for text in texts(figure))
    assert row(figure, title) is not None


@pytest.mark.parametrize("months", [1, 2, 12, 36, 60, 600, 100_000])
def test_grid_lines_and_years_are_never_too_close(months):
    whole = proposal(months=months)
    axis = Axis(whole.start, whole.end, LEFT, RIGHT)
    ticks, years = list(axis.ticks()), list(axis.years())
    assert all(b.x - a.x >= 25 for a, b in itertools.pairwise(ticks))
    assert years[0].x == LEFT
    assert years[-1].x + years[-1].width == pytest.approx(RIGHT)
    assert len(years) < 40


# Budget


def test_bars_are_as_long_as_their_amounts():
    figure = budget_shares(
        [("Meetings", Decimal(12500)), ("Outputs", Decimal(50000)), ("Events", Decimal(0))]
    )
    widths = [bar(figure, label)[1] for label in ("Meetings", "Outputs", "Events")]
    assert widths[0] * 4 == pytest.approx(widths[1], abs=0.5)
    assert widths[2] == 0
    assert {"EUR\xa012\xa0500", "20\xa0%", "80\xa0%", "0\xa0%", "EUR\xa062\xa0500"} <= set(texts(figure))


def test_a_small_amount_is_not_nothing():
    figure = budget_shares([("Much", Decimal(100_000)), ("Little", Decimal(1))])
    assert "<\xa01\xa0%" in texts(figure)


def test_a_budget_of_nothing_has_no_shares():
    figure = budget_shares([("Meetings", Decimal(0))])
    assert not any("%" in text for text in texts(figure))
    assert "EUR\xa00" in texts(figure)


@pytest.mark.parametrize(("parts", "members", "bars"), [(5, 39, 44), (5, 60, 44), (30, 30, 44), (60, 2, 44)])
def test_the_chart_of_very_many_stands_on_a_page_and_leaves_nothing_out(parts, members, bars):
    amounts = [(f"Part {n}", Decimal(n + 1)) for n in range(parts)]
    organisations = [(f"Organisation {n}", Decimal(n + 1)) for n in range(members)]
    figure = budget_shares(amounts, organisations)
    assert figure.svg.count("<rect ") - budget_shares([("x", Decimal(1))]).svg.count("<rect ") + 1 == bars
    cut = parts + members - bars
    rest = [text for text in texts(figure) if text.startswith("and ")]
    assert len(rest) == (0 if not cut else 2 if parts == members else 1)
    assert {
        eur(sum(amount for _, amount in amounts)),
        eur(sum(amount for _, amount in organisations)),
    } <= set(texts(figure))


def test_no_amounts_no_figure():
    assert budget_shares([]) is None
    assert "by organisation" in budget_shares([], [("p1", Decimal(10))]).caption


# Map


@pytest.mark.parametrize(
    ("latitude", "longitude", "east", "north"),
    [  # worked out with PROJ, EPSG:4326 to EPSG:3035
        (50.8503, 4.3517, 3_923_672, 3_097_435),
        (64.1466, -21.9426, 2_821_216, 4_911_737),
        (34.6, 33.0, 6_419_619, 1_599_315),
        (71.17, 25.78, 4_891_787, 5_402_132),
        (-20.9, 55.45, 9_981_196, -3_032_109),
        (52, 10, 4_321_000, 3_210_000),
    ],
)
def test_places_are_projected_as_maps_of_the_union_are(latitude, longitude, east, north):
    assert project(latitude, longitude) == pytest.approx((east, north), abs=1)


def test_the_opposite_side_of_the_globe_is_off_the_map():
    assert europe().locate((-52, -170)) is None


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ((64.15, -21.94), True),  # Reykjavik
        ((38.72, -9.14), True),  # Lisbon
        ((35.17, 33.36), True),  # Nicosia
        ((40.18, 44.51), True),  # Yerevan
        ((40.41, 49.87), True),  # Baku
        ((71.17, 25.78), True),  # the North Cape
        ((28.12, -15.43), False),  # Las Palmas
        ((37.74, -25.67), False),  # the Azores
        ((4.92, -52.31), False),  # Cayenne
    ],
)
def test_the_window_is_europe(place, inside):
    assert (europe().locate(place) is not None) == inside


def test_the_map_is_small_and_has_every_country_of_every_edition_but_the_smallest():
    listed = {code for edition in EDITIONS for code in edition.programme_countries.codes}
    assert listed - set(europe().paths) <= {"VA", "MC"}
    file = resources.templates().parent / "erasmus_cli" / "figures" / "europe.json"
    assert file.stat().st_size <= 60_000


def boxes(figure):
    rects = [r for r in tree(figure).iter(f"{SVG}rect") if r.get("fill-opacity")]
    return [Box(*(float(r.get(key)) for key in ("x", "y", "width", "height"))) for r in rects]


def markers(figure):
    dots = list(tree(figure).iter(f"{SVG}circle"))[:-2]  # the last two are the legend's
    return [Box(float(c.get("cx")) - 4, float(c.get("cy")) - 4, 8, 8) for c in dots]


def test_labels_of_twenty_partners_do_not_overlap():
    figure = partner_map(TWENTY, EDITION)
    found = boxes(figure)
    assert len(found) == 11  # 20 organisations: 6 in one city, 3 off the map, 1 unknown
    assert not any(a.overlaps(b) for a, b in itertools.combinations(found, 2))
    assert not any(label.overlaps(dot) for label in found for dot in markers(figure))
    assert all(box.x >= 0 and box.x + box.width <= 720 for box in found)


def test_every_organisation_is_somewhere_on_the_figure():
    figure = partner_map(TWENTY, EDITION)
    whole = " ".join(texts(figure))
    for one in TWENTY:
        assert one.label[:14] in whole
        assert one.label in figure.alt


def test_organisations_of_one_city_share_a_label():
    figure = partner_map([BRUSSELS, replace(BRUSSELS, label="p2", city=" brussels", role="partner")], EDITION)
    assert len(boxes(figure)) == 1
    assert "coord, p2" in texts(figure)


def test_a_label_says_how_far_it_is_from_the_applicant():
    figure = partner_map([BRUSSELS, site("turku", "Turku", "FI", 60.45, 22.27)], EDITION)
    assert any("1\xa0540\xa0km" in text for text in texts(figure))


def test_without_the_place_of_the_applicant_there_are_no_distances():
    lost = replace(BRUSSELS, latitude=None, longitude=None)
    figure = partner_map([lost, site("turku", "Turku", "FI", 60.45, 22.27)], EDITION)
    assert "km" not in "".join(texts(figure))
    assert "Place not known: Brussels, BE (coord)." in figure.alt


def test_what_is_off_the_map_is_listed_with_its_distance():
    shown = texts(partner_map(TWENTY, EDITION))
    assert "Saint-Denis, RE (reunion), 9\xa0407\xa0km" in shown
    assert "Nowhereville, IT (nowhere)" in shown
    assert shown.index("Outside this map") < shown.index("Place not known")


def test_kosovo_has_its_note_only_where_it_takes_part():
    with_it, without = (
        partner_map([BRUSSELS, site("p2", "City", country, 42.6, 21.1)], EDITION) for country in ("XK", "MK")
    )
    assert "UNSCR 1244" in with_it.caption
    assert "UNSCR" not in without.caption


def test_countries_with_partners_differ_by_their_border_as_well():
    sites = [BRUSSELS, site("p2", "Skopje", "MK", 42.0, 21.43), site("p3", "Tbilisi", "GE", 41.72, 44.83)]
    dashed = [p for p in tree(partner_map(sites, EDITION)).iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert [p.get("d") for p in dashed] == [europe().paths["GE"]]


def test_a_project_without_countries_has_no_map():
    assert partner_map([Site("a", "A", "", None, "applicant")], EDITION) is None


def test_sites_come_from_the_proposal():
    thessaly = {"id": "p1", "country": "EL", "city": "Λάρισα", "role": "applicant"}
    told = {"id": "p2", "country": "BE", "city": "Brussels", "coordinates": [51.0, 3.5]}
    lost = {"country": "IT", "city": "Nowhereville"}
    sites = sites_of(seen(Proposal.model_validate({"organisations": [thessaly, told, lost]})))
    assert [site.label for site in sites] == ["p1", "p2", "organisation 3"]
    assert sites[0].point == pytest.approx((39.64, 22.42), abs=0.1)
    assert sites[1].point == (51.0, 3.5)
    assert sites[2].point is None


def test_a_place_that_may_be_another_is_named():
    figure = partner_map([BRUSSELS, replace(TWENTY[8], doubtful=True)], EDITION)
    assert texts(figure)[-2] == "Several cities of that name"
    assert "Several cities of that name, none on the map: Antwerpen, BE" in figure.alt


def test_a_crowd_without_room_leaves_labels_out_rather_than_over_one_another():
    crowd = [(50.0 + n % 6 * 7, 50.0 + n // 6 * 7) for n in range(36)]
    placed = [p.box for p in place(crowd, [(90.0, 24.0)] * 36, Box(0, 0, 300, 200)) if p]
    assert placed
    assert not any(a.overlaps(b) for a, b in itertools.combinations(placed, 2))


# Widths


@pytest.mark.parametrize("text", ["short", "Κέντρο Ψυκτικών Επαγγελμάτων", "W" * 50, *NASTY])
def test_what_is_cut_fits(text):
    assert width(cut(text, 80, 10), 10) <= 80


def test_what_fits_is_not_cut():
    assert cut("Kick-off", 80, 10) == "Kick-off"


def packages_of(*sizes):
    """Work packages with so many activities each, all with days."""
    days = {"start": "2016-10-01", "end": "2016-12-31"}
    return [
        {"id": f"WP{n}", **days, "activities": [{"id": f"A{n}-{a}", **days} for a in range(1, size + 1)]}
        for n, size in enumerate(sizes, start=1)
    ]


def test_a_timetable_of_a_page_has_no_parts():
    assert gantt_pages(seen(proposal(work_packages=packages_of(20, 23)))) == ()  # 45 rows and a heading
    assert len(gantt_pages(seen(proposal(work_packages=packages_of(20, 24))))) == 2


def test_a_long_timetable_is_cut_between_packages_and_loses_no_row():
    project = seen(proposal(work_packages=packages_of(20, 20, 20, 3)))
    first, second = gantt_pages(project)
    assert [figure.name for figure in (first, second)] == ["gantt1", "gantt2"]
    assert "Part 1 of 2." in first.caption
    assert "Part 2 of 2." in second.alt
    assert {"WP1", "A1-20", "WP2", "A2-20"} <= set(texts(first))
    assert {"WP3", "A3-1", "A3-20", "WP4", "A4-3"} <= set(texts(second))
    assert "M1" in texts(second), "months stand above each part"
    ids = [set(re.findall(r'id="([^"]+)"', figure.svg)) for figure in (first, second, gantt(project))]
    assert not ids[0] & ids[1]
    assert not ids[1] & ids[2]


def test_a_package_longer_than_a_page_goes_on_over_the_next():
    pages = gantt_pages(seen(proposal(work_packages=packages_of(100))))
    shown = [text for page in pages for text in texts(page) if text.startswith("A1-")]
    assert shown == [f"A1-{number}" for number in range(1, 101)]


def test_the_legend_speaks_of_what_there_is():
    bars = texts(gantt(seen(proposal(work_packages=packages_of(1)))))
    assert "from the first day to the last" in bars
    assert "a day or a few days" not in bars
    assert "goes on outside the project" not in bars
