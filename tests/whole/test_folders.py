"""Tests stand where the room that they hold stands."""

from folders import ROOT, TESTS

HOUSE = ROOT / "erasmus_cli"


def test_each_test_file_stands_in_the_folder_of_a_room_or_is_called_as_a_module():
    astray = []
    for file in sorted(TESTS.rglob("test_*.py")):
        *room, name = file.relative_to(TESTS).parts
        there = (HOUSE / name.removeprefix("test_")).is_file() if not room else (HOUSE / room[0]).is_dir()
        if not there and room != ["whole"]:
            astray.append(f"{file.relative_to(ROOT)}: there is no such room or module in erasmus_cli")
    assert not astray
