"""Cuts the fonts that PDF and PNG are set in out of Noto Sans, once; `python docs/make_fonts.py FOLDER`.

FOLDER holds the Noto fonts as Debian's package `fonts-noto-core` has them, in usr/share/fonts/truetype/noto.
fonttools does the cutting and is no dependency of the tool: what is made here lies in the repository.
"""

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

from erasmus_cli.formats.pdf.font_coverage import FONTS

LATIN = ["20-7E", "A0-24F", "250-2AF", "2B0-36F", "1E00-1EFF", "2C60-2C7F", "FB00-FB06"]
GREEK = ["370-3FF", "1F00-1FFF"]
CYRILLIC = ["400-52F", "1C80-1C88", "2DE0-2DFF"]
SIGNS = ["2000-206F", "2070-209F", "20A0-20BF", "2100-214F", "2150-218B", "FFFD"]
TEXT = LATIN + GREEK + CYRILLIC + SIGNS
ARMENIAN = ["530-58F", "FB13-FB17"]
GEORGIAN = ["10A0-10FF", "1C90-1CBF", "2D00-2D2D"]
HEBREW = ["590-5FF", "FB1D-FB4F"]
ARABIC = ["600-6FF", "750-77F"]
CUTS = {
    "NotoSans-Regular": TEXT,
    "NotoSans-Bold": TEXT,
    "NotoSans-Italic": TEXT,
    "NotoSansArmenian-Regular": ARMENIAN,
    "NotoSansArmenian-Bold": ARMENIAN,
    "NotoSansGeorgian-Regular": GEORGIAN,
    "NotoSansGeorgian-Bold": GEORGIAN,
    "NotoSansHebrew-Regular": HEBREW,
    "NotoSansHebrew-Bold": HEBREW,
    "NotoSansArabic-Regular": ARABIC,
    "NotoSansArabic-Bold": ARABIC,
    "NotoSansMath-Regular": ["2190-21FF", "2200-22FF"],
    "NotoSansSymbols-Regular": ["2460-2473"],
    "NotoSansSymbols2-Regular": ["25A0-25FF", "2600-2606", "2610-2613", "26A0", "2700-27BF"],
}


def points(ranges: list[str]) -> set[int]:
    """The code points of ranges such as `20-7E`."""
    ends = [[int(end, 16) for end in each.split("-")] for each in ranges]
    return {point for each in ends for point in range(each[0], each[-1] + 1)}


def cut(source: Path, target: Path, wanted: set[int]) -> set[int]:
    """Write the part of a font that has these characters; which of them it has."""
    # No hints: they cost half of the size and matter on old screens only.
    options = Options(hinting=False, recalc_timestamp=False, notdef_outline=True)
    options.drop_tables += ["MATH"]
    font = load_font(str(source), options)
    has = wanted & font.getBestCmap().keys()
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=has)
    subsetter.subset(font)
    save_font(font, str(target), options)
    return has


def family(file: str) -> str:
    """How a typesetter calls the family of a font: `Noto Sans Arabic` of `NotoSansArabic-Bold`."""
    script = file.partition("-")[0].removeprefix("NotoSans")
    return f"Noto Sans {script}".strip()


def spans(covered: set[int]) -> list[list[int]]:
    """Code points as pairs of first and last."""
    found: list[list[int]] = []
    for point in sorted(covered):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def main(folder: Path) -> None:
    """Cut all fonts and note which characters they cover."""
    FONTS.mkdir(exist_ok=True)
    covered: dict[str, set[int]] = {}
    for name, ranges in CUTS.items():
        has = cut(folder / f"{name}.ttf", FONTS / f"{name}.ttf", points(ranges))
        covered[family(name)] = covered.get(family(name), set()) | has
    listed = {name: spans(points) for name, points in covered.items()}
    (FONTS / "covered.json").write_text(json.dumps(listed, separators=(",", ":")) + "\n")
    print(f"{sum(file.stat().st_size for file in FONTS.glob('*.ttf'))} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
