"""Day and time of day as people write them, such as `5 March 2027 at 12:00 (Brussels time)`."""

import re
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import cache

from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.invisible import quoted
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.notation import NotationError, day
from erasmus_cli.wording.patterns import pattern

_AT = (
    r"at|by|um|à|a|a las?|as|às|alle(?: ore)?|ore|ora|la(?: ora)?|o|o godz\.?|godz\.?|o godzinie"
    r"|saat|klo|kello|kl\.?|kell|om|v|ve|u|ob|klukkan|plkst\.?|στις|ώρα|в|во"
)
_HOURS = (
    r"h|hrs?|uhr|uur|hodin[yu]?|hod\.?|val\.?|sati?|часа|ч\.?|óra(?:kor)?|o['\u2019]clock|horas?|heures?|ore"
    r"|ώρα"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.0+)?)?)?(?!\d)"
    rf"(?:\s*(?P<half>[ap]\.?m\.?(?!\w))|\s*(?P<unit>{_HOURS})(?!\w))?"
)
_NOON = r"(?:12 )?(?:noon|midday|midi|mittags?|mediod[ií]a|mezzogiorno|południe|öğle(?:n)?|keskipäivä)"
_ZONE = r"(?:\s*[,(\[]?\s*(?P<zone>(?:utc|gmt)?\s?[+\u2212-]\d{1,2}(?::?\d{2})?|[^\W\d][^\d,()\[\]]*)[)\]]?)?"
_BEHIND = pattern(
    rf"(?P<day>.*?[^\s,])(?:\s*,\s*|\s+)(?:(?:{_AT})\s+)?\(?(?:(?P<noon>{_NOON})\)?|{_CLOCK}){_ZONE}",
    re.IGNORECASE,
)
_IN_FRONT = pattern(rf"(?:(?:{_AT})\s+)?{_CLOCK}(?:\s*,\s*|\s+)(?:on\s+)?(?P<day>.*)", re.IGNORECASE)
_ISO = pattern(r"(?<=\d)T(?=\d\d:)")
_GREENWICH, _WEST, _MIDDLE, _EAST = (0,), (0, 1), (1, 2), (2, 3)
_OFFSETS = (
    dict.fromkeys(("utc", "gmt", "z"), _GREENWICH)
    | dict.fromkeys(("wet", "west"), _WEST)
    | dict.fromkeys(("cet", "cest", "mez", "mesz", "hec"), _MIDDLE)
    | dict.fromkeys(("eet", "eest"), _EAST)
)
"""Hours before UTC by the names of zones; where there are two, in winter and in summer."""
_OFFSET = pattern(r"([+\u2212-])(\d{1,2}):?(\d{2})?$")
_MOST_HOURS = 14  # that any clock is ahead
_IN_SUMMER = frozenset(("west", "cest", "mesz", "eest"))
_OF_BRUSSELS = pattern(
    r"(?:[^\W\d]+ ){0,2}(?:europe )?"
    r"(?:br(?:u|y)(?:ss?|x|ks)[^\W\d]*|βρυξ[^\W\d]*|брюксел[^\W\d]*|брисел[^\W\d]*)(?: [^\W\d]+)?"
)


def moment(text: str) -> datetime:
    """Day and time of day by the clocks of Brussels; the day as in `notation.day`.

    The time may stand in front or behind, with am or pm, and with a zone that is known.

    Raises:
        NotationError: it is no moment, or may be two.
    """
    plain = _ISO.sub(" ", " ".join(text.split()))
    found = _BEHIND.fullmatch(plain) or _IN_FRONT.fullmatch(plain)
    if found is None:
        raise _refusal(text)
    said = found.groupdict()
    clock = time(12) if said.get("noon") else _clock(text, said)
    here = datetime.combine(day(said["day"]), clock)
    return _by_zone(text, here, said["zone"].strip()) if said.get("zone") else here


def in_brussels(value: datetime) -> datetime:
    """The moment as Brussels clocks show it, which is how the Guide states deadlines.

    Raises:
        ValueError: no calendar has it.
    """
    if value.tzinfo is None:
        return value
    try:
        return value.astimezone(_brussels()).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(_("no calendar has this moment")) from error


@cache
def _brussels() -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few moments have a zone

    return ZoneInfo("Europe/Brussels")


def _clock(text: str, said: dict[str, str | None]) -> time:
    hour, half = int(said["hour"] or 0), (said["half"] or "")[:1].lower()
    if not (said["minute"] or half or said["unit"]):
        raise _refusal(text)
    if half and not 1 <= hour + (half == "a") <= 12:  # 12 am is said of noon and of midnight
        raise _refusal(text)
    if half == "p" and hour < 12:
        hour += 12
    try:
        return time(hour, int(said["minute"] or 0), int(said["second"] or 0))
    except ValueError as error:
        raise NotationError(tell("{text} has no time of day", text=quoted(text)), _write()) from error


def _by_zone(text: str, here: datetime, zone: str) -> datetime:
    """The time in Brussels. A name of winter in summer, such as CET in July, may mean either."""
    name = folded(zone.replace("/", " "))
    if _OF_BRUSSELS.fullmatch(name):
        return here
    if found := _OFFSET.search(zone):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > _MOST_HOURS:
            raise _refusal(text)
        return _at(here, timedelta(hours=hours, minutes=minutes) * (1 if found[1] == "+" else -1))
    offsets = _OFFSETS.get(name)
    if offsets is None:
        raise _refusal(text)
    readings = sorted({_at(here, timedelta(hours=hours)) for hours in _hours(here, name, offsets)})
    if len(readings) > 1:
        one, other = (reading.isoformat(timespec="minutes") for reading in readings)
        raise NotationError(
            tell("{text} may be {one} or {other}", text=quoted(text), one=one, other=other),
            tell("write {one} or {other}", one=one, other=other),
        )
    return readings[0]


def _hours(here: datetime, name: str, offsets: tuple[int, ...]) -> set[int]:
    """What the zone may mean on that day: what its clocks show, and what its name says."""
    summer = bool(here.replace(tzinfo=_brussels()).dst())
    return {offsets[-1 if summer else 0], offsets[-1 if name in _IN_SUMMER else 0]}


def _at(here: datetime, offset: timedelta) -> datetime:
    return in_brussels(here.replace(tzinfo=timezone(offset)))


def _refusal(text: str) -> NotationError:
    return NotationError(tell("{text} is not day and time", text=quoted(text)), _write())


def _write() -> str:
    return _("write day and time, such as 2016-03-31T11:00")
