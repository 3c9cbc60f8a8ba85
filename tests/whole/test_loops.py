"""A test over many values runs on all of them, and says where it failed."""

import pytest
from loops import over


def test_each_value_is_tried_and_the_failing_ones_are_named():
    seen = []

    @over("number", [1, 2, 3, 4])
    def even(number, fixture):
        seen.append((number, fixture))
        assert number % 2 == 0

    with pytest.raises(AssertionError) as caught:
        even(fixture="x")
    assert seen == [(1, "x"), (2, "x"), (3, "x"), (4, "x")]
    assert caught.value.__notes__ == ["2 of 4 failed, this is the first of: 1, 3"]
    assert caught.traceback[-1].name == "even"


@pytest.mark.parametrize("third", [3])
@over(("first", "second"), [(1, 2), (2, 1)], ids=lambda value: f"<{value}>")
def test_it_goes_with_parameters_and_fixtures(first, second, third, tmp_path):
    assert first + second == third
    assert tmp_path.is_dir()


def test_nothing_to_try_is_a_fault():
    with pytest.raises(ValueError, match="no values for edition"):
        over("edition", [])
