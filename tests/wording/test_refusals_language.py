"""Every refusal of the notation is said in the language that is spoken, apart from what was written."""

import pytest
from pseudo import left_in_english, speaking_pseudo

from erasmus_cli.wording import moments, notation
from erasmus_cli.wording.countries import iso
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.lengths import months

REFUSED = (
    (notation.number, ("12 GBP", "some", "123456789012345678901", "8.000")),
    (notation.day, ("some", "01/03/2027", "01/03/27", "2027", "31.02.2027", "Mon 2 March 2027")),
    (moments.moment, ("some", "2027-03-02 25:61")),
    (months, ("some", "1.3")),
    (iso, ("Atlantis", "Franec")),
)


@pytest.mark.parametrize(("read", "written"), [(read, one) for read, all_of in REFUSED for one in all_of])
def test_a_refusal_has_no_english_word(read, written, monkeypatch):
    with speaking_pseudo(monkeypatch), pytest.raises(ValueError) as caught:  # noqa: PT011 - two kinds of it
        read(written)
    known = f"{written} January February March Monday France U"
    assert left_in_english(str(caught.value), known) == []
    assert "⟦" in str(caught.value)


def test_the_same_in_english_is_what_it_was():
    with speaking("en"), pytest.raises(notation.AmbiguousError) as caught:
        notation.number("8.000")
    assert str(caught.value) == "`8.000` may be 8000 or 8; write 8000 or 8.00"
