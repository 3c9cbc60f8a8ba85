"""The records of the guide data on who may take part: countries, kinds, consortia, who is shut out."""

from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from erasmus_cli.guide.records import Body, CountryCode, Strength, WeightInWords
from erasmus_cli.guide.sources import Cited, Frozen, Said
from erasmus_cli.wording.language import Words


class Minimum(Cited):
    """The smallest consortium: organisations and different Programme Countries.

    `kinds` restricts what counts, for example to school authorities.
    """

    organisations: PositiveInt
    countries: PositiveInt
    kinds: tuple[str, ...] = ()


class ProgrammeCountries(Cited):
    """The countries whose organisations count towards the minimum and may apply."""

    codes: tuple[CountryCode, ...]


class MemberStates(Cited):
    """The Member States of the European Union in the year of the call, all of which are inside."""

    codes: tuple[CountryCode, ...]


class AwaitingAgency(Cited):
    """Countries that are inside and have no National Agency yet."""

    codes: tuple[CountryCode, ...]


class UnsettledCountries(Cited):
    """Territories of which no text says whether their organisations count."""

    codes: tuple[CountryCode, ...]


class ExpectedStatus(Cited):
    """What a country is due to be from a call on: agreed, and not in force until that call's Guide says so.

    Attributes:
        status: what it is due to be.
        from_call: the first call for which this is agreed.
        text: what was agreed and what it still depends on.
    """

    status: Literal["inside", "outside"]
    from_call: int
    text: Words


class Region(Cited):
    """A region of Partner Countries."""

    number: PositiveInt
    label: Words
    codes: tuple[CountryCode, ...]


class OverseasTerritory(Cited):
    """An overseas country or territory: the state as which it counts."""

    state: CountryCode


class Agency(Cited):
    """A National Agency: its country and the fields it serves. The body's name is a display hint."""

    country: CountryCode
    fields: Annotated[tuple[str, ...], Field(min_length=1)]
    body: str


class Kind(Cited):
    """A kind of organisation; `named` tells whether the Guide names it among its examples."""

    label: Words
    named: bool = True


class Charter(Cited):
    """The charter that some kinds of organisation must hold in the countries that count."""

    label: Words
    kinds: tuple[str, ...]
    strength: WeightInWords = Strength.ERROR


class FieldsOnly(Cited):
    """Kinds of organisation that may take part in some fields only."""

    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    strength: WeightInWords = Strength.ERROR


class RightKinds(Cited):
    """The kinds of organisation that may have a role.

    Attributes:
        label: what the Guide asks for, such as `school authority or coordination body`.
        kinds: kinds that surely are it.
        perhaps: kinds of which some are it, which only documents can tell.
        strength: how the Guide words it.
    """

    label: Words
    kinds: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    strength: WeightInWords = Strength.ERROR


class Restriction(Cited):
    """Organisations of some countries that are shut out, or of which papers are asked, in every role.

    Attributes:
        countries: where they are established.
        kinds: kinds that surely are among them; all kinds if it is empty and `public_bodies` is not set.
        public_bodies: whether other kinds are among them, too, where they are public bodies.
        text: what the Guide or the European Union says of them.
        strength: whether they are shut out, or a reminder is due.
    """

    countries: tuple[CountryCode, ...]
    kinds: tuple[str, ...] = ()
    public_bodies: Annotated[bool, Said(choices=(("true", "and all other public bodies"),))] = False
    text: Words
    strength: WeightInWords

    def means(self, country: str | None, kind: str | None) -> bool:
        """Whether organisations of this country and kind surely are among them."""
        return country in self.countries and (kind in self.kinds or not (self.kinds or self.public_bodies))


class Identifier(Cited):
    """An identifier of organisations: its pattern, and the bodies that ask for it in this call.

    `of_associated` names the bodies that ask associated partners for it, too.
    """

    label: Words
    pattern: Annotated[str, Said("")]
    shape: Annotated[Words, Said(is_text=True)]
    asked_by: Annotated[tuple[Body, ...], Said("asked for by {value}")] = ()
    of_associated: Annotated[tuple[Body, ...], Said("of associated partners by {value}")] = ()


class AddedValue(Cited):
    """The duty to explain what a Partner Country organisation adds."""

    strength: WeightInWords


class Maximum(Cited):
    """The largest consortium, where there is one."""

    organisations: PositiveInt


class Part(Frozen):
    """A share of a consortium: so many organisations of these kinds."""

    label: Words
    kinds: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    at_least: PositiveInt


class Composition(Cited):
    """Kinds of organisation that a consortium has to bring together.

    `scope` says where each part is counted: in the whole consortium, in each of its countries, or in the
    applicant's country and one other.
    """

    scope: Literal["consortium", "each-country", "applicant-country-and-another"]
    parts: tuple[Part, ...]


class Outsiders(Cited):
    """Who may take part from countries that do not count: regions (all if empty) less barred countries."""

    admitted: Annotated[bool, Said(choices=(("true", "admitted"), ("false", "not admitted")))] = True
    regions: tuple[str, ...] = ()
    barred: tuple[CountryCode, ...] = ()


class Established(Cited):
    """How many full years before the deadline an applicant has to be established.

    `formats` names those in which it is asked for; in all if it is empty.
    """

    years: PositiveInt
    formats: Annotated[tuple[str, ...], Said("of applicants on the route {value}")] = ()

    def asked_in(self, format: str | None) -> bool:  # noqa: A002 - the key of the proposal file
        """Whether it is asked of the applicant of a project of this format."""
        return not self.formats or format in self.formats


class ApplicationCap(Cited):
    """Applications per deadline in which one organisation may be, counted over these fields together.

    `body` names who counts them, if not both do.
    """

    applications: PositiveInt
    body: Body | None = None
    fields: Annotated[tuple[str, ...], Field(min_length=1)]


class Manager(Cited):
    """Who takes the application: the National Agency of the applicant's country, or EACEA.

    `excepts` names kinds of applicants that the Guide excepts from this route.
    """

    body: Body
    excepts: tuple[str, ...] = ()
