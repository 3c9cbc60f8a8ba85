"""When two names are likely to be those of one organisation, and when not."""

import pytest

from erasmus_cli.rules.organisation_names import bare_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bildungswerk Nord gGmbH", "Bildungswerk Nord gemeinnützige GmbH"),
        ("Lernhaus UG (haftungsbeschränkt)", "Lernhaus UG"),
        ("Brücke Gesellschaft mbH", "Brücke GmbH"),
        ("Association Les Ponts", "Les Ponts (association loi 1901)"),
        ("Soc. Coop. Valle", "Valle, Sociedad Cooperativa"),
        ("Most S.A.", "Most Spółka Akcyjna"),
        ("Deniz Ltd. Şti.", "Deniz Limited Şirketi"),
        ("Most s.r.o.", "Most, spol. s r.o."),
        ("Most n.o.", "Most, nezisková organizácia"),
        ("Most o.z.", "Most, občianske združenie"),
        ("Híd Nonprofit Kft.", "Híd Nonprofit Korlátolt Felelősségű Társaság"),
        ("Punte S.R.L.", "SC PUNTE SRL"),
        ("VšĮ Tiltas", "VIESOJI ISTAIGA TILTAS"),
        ("Bridge CLG", "Bridge Company Limited by Guarantee"),
        ("Bridge C.I.C.", "Bridge Community Interest Company"),
        ("Riverside Training Centre (RTC)", "Riverside Training Centre"),
        ("RTC - Riverside Training Centre", "Riverside Training Centre"),
        (
            "1\u03bf \u0393\u0395\u039b \u03a0\u03ac\u03c4\u03c1\u03b1\u03c2",
            "1o \u0393\u0395\u039b \u03a0\u03ac\u03c4\u03c1\u03b1\u03c2",
        ),
        ("Riverside \u0421entre", "Riverside Centre"),  # a Cyrillic letter that looks Latin
        ("Мост д.о.о.", "Мост ДОО"),
    ],
)
def test_one_name_written_in_two_ways(one, other):
    assert bare_name(one) == bare_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Základní škola Most, příspěvková organizace", "Základní škola Most"),
        ("Verein Brücke", "Brücke"),
        ("Association Les Ponts", "Les Ponts"),
    ],
)
def test_a_form_that_one_of_them_lacks_is_no_part_of_the_name(one, other):
    assert bare_name(one)[0] == bare_name(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Riverside Training Centre (ABC)", "Riverside Training Centre"),
        ("Riverside Training Centre 2", "Riverside Training Centre"),
        ("Grundschule 12 Bonn", "Grundschule 21 Bonn"),
        ("Lycée Jean Moulin", "Collège Jean Moulin"),
        ("1\u03bf \u0393\u0395\u039b", "2\u03bf \u0393\u0395\u039b"),
        ("SC Freiburg", "Freiburg"),
    ],
)
def test_different_names_stay_different(one, other):
    assert bare_name(one)[0] != bare_name(other)[0]
