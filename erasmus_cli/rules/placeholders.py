"""Signs that a text was to be replaced, of people who write and of templates, in several languages.

Ordinary sentences must not be taken for them. So words such as `à remplir` count only in capitals, in
brackets or on a line of their own, and a bracket counts only with words in it that templates use.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple, Protocol

from erasmus_cli.wording.patterns import pattern

# Capitals only: `todo` is a Spanish word. `to be added` in the middle of a sentence is ordinary English,
# after `has`, `is` and the like even at its end.
_OF_WRITERS = pattern(
    r"""\b(?:TODO|TBD|TBC|XXX+)\b
    | \[\s*(?:…|\.{3})\s*\]
    | \?{3,}
    | (?<=[:\w]\ )_{4,}(?!\w)
    | (?i:\blorem\s+ipsum\b)
    | (?<=[\[(<:])\s*(?i:to\ be\ (?:completed|added|confirmed))\b
    | \b(?=(?i:to\ be\ [ca]))
      (?<!\bhas\s)(?<!\bhave\s)(?<!\bhad\s)(?<!\bis\s)(?<!\bare\s)(?<!\bneed\s)(?<!\bneeds\s)
      (?i:to\ be\ (?:completed|added|confirmed))(?=\s*(?:[.,;:!)\]>]|$))""",
    re.VERBOSE | re.MULTILINE,
)

# What word processors put into a field that nobody has filled in.
_OF_PROGRAMS = {
    "click": r"""click\ (?:or\ tap\ )?here\ to\ (?:enter|add|insert)(?:\ text|\ a\ date)?
        | click\ or\ tap\ to\ enter\ a\ date""",
    "choose": r"choose\ an\ item",
    "klicken": r"klicken\ (?:oder\ tippen\ )?sie\ hier | klicken\ sie,?\ um\ text",
    "w[äa]hlen": r"w[äa]hlen\ sie\ ein\ element\ aus",
    "cliquez": r"cliquez\ (?:ou\ appuyez\ )?ici",
    "choisissez": r"choisissez\ un\ [ée]l[ée]ment",
    "haga": r"haga\ clic\ (?:o\ pulse\ )?aqu[íi]",
    "elija": r"elija\ un\ elemento",
    "fare": r"fare\ clic\ (?:o\ toccare\ )?qui",
    "scegliere": r"scegliere\ un\ elemento",
    "clique": r"clique\ (?:ou\ toque\ )?aqui",
    "escolha": r"escolha\ um\ item",
    "klik": r"""klik\ (?:of\ tik\ om|hier\ als\ u)[ ]
        | klik\ (?:eller\ tryk\ )?her\ for\ at\ (?:skrive|angive|indtaste)""",
    "kies": r"kies\ een\ item",
    "kliknij": r"kliknij\ (?:lub\ naci[śs]nij\ )?tutaj",
    "wybierz": r"wybierz\ element",
    "щракнете": r"щракнете\ (?:или\ докоснете\ )?тук,?\ за\ да\ въведете",
    "kattintson": r"kattintson\ (?:vagy\ koppintson\ )?ide\ sz[öo]veg",
    "face[țţt]i": r"face[țţt]i\ clic\ (?:sau\ atinge[țţt]i\ )?aici\ pentru\ a\ introduce",
    "κ[άα]ντε": r"κ[άα]ντε\ κλικ\ (?:[ήη]\ πατ[ήη]στε\ )?εδ[ώω]\ για\ να\ εισ",
    "klikk": r"klikk\ (?:eller\ trykk\ )?her\ for\ [åa]\ skrive",
    "girmek": r"metin\ girmek\ i[çc]in\ buraya\ t[ıi]klay[ıi]n",
    "spustel[ėe]kite": r"spustel[ėe]kite\ (?:arba\ bakstel[ėe]kite\ )?[čc]ia,?\ jei\ norite",
    "kliknut[ií]m": r"kliknut[ií]m\ (?:nebo|alebo)\ \w+\ sem\ zad",
    "kliknite": r"kliknite\ (?:ali\ tapnite\ tukaj|ili\ dodirnite\ ovdje)",
    "noklik[šs][ķk]iniet": r"noklik[šs][ķk]iniet\ vai\ pieskarieties",
    "kl[õo]psake": r"kl[õo]psake\ v[õo]i\ puudutage\ siin",
    "napsauttamalla": r"napsauttamalla\ (?:tai\ napauttamalla\ )?t[äa]t[äa]",
    "klicka": r"klicka\ (?:eller\ tryck\ )?h[äa]r\ f[öo]r",
    "klikn[ěe]te": r"klikn[ěe]te\ (?:nebo\ ťukn[ěe]te\ )?sem",
}

# What people put where something is still to be written.
_OF_DRAFTS = {
    "fill adapt insert complete": r"to\ (?:fill\ in|adapt|insert|complete)",
    "adapted inserted": r"(?:to\ be\ )?(?:adapted|inserted)",
    "filled determined defined": r"to\ be\ (?:filled\ in|determined|defined)",
    "compl[ée]ter remplir adapter d[ée]finir ins[ée]rer pr[ée]ciser confirmer renseigner": r"""
        [àa]\ (?:compl[ée]ter|remplir|adapter|d[ée]finir|ins[ée]rer|pr[ée]ciser|confirmer|renseigner)""",
    "erg[äa]nzen definieren kl[äa]ren": r"(?:noch\ )?zu\ (?:erg[äa]nzen|definieren|kl[äa]ren)",
    "erg[äa]nzen ausf[üu]llen einf[üu]gen": r"(?:bitte\ |noch\ )(?:erg[äa]nzen|ausf[üu]llen|einf[üu]gen)",
    "completar rellenar definir confirmar adaptar preencher insertar inserir": r"""
        (?:por|a)\ (?:completar|rellenar|definir|confirmar|adaptar|preencher|insertar|inserir)""",
    "completare compilare definire adattare inserire confermare": r"""
        da\ (?:completare|compilare|definire|adattare|inserire|confermare)""",
    "vullen bepalen": r"(?:nog\ )?(?:in\ te\ vullen|aan\ te\ vullen|te\ bepalen)",
    "uzupe[łl]nienia ustalenia": r"do\ (?:uzupe[łl]nienia|ustalenia)",
    "uzupe[łl]ni[ćc]": r"uzupe[łl]ni[ćc]",
    "dopln[ií]t": r"dopln[ií]t",
    "dopln[ěe]n[ií]": r"k\ dopln[ěe]n[ií]",
    "kit[öo]ltend[őo]": r"kit[öo]ltend[őo]",
    "tba tbc tbd": r"tb[acd]",
    "συμπληρωθε[ίι]": r"να\ συμπληρωθε[ίι]",
    "συμπληρ[ώω]στε": r"συμπληρ[ώω]στε",
    "попълване": r"за\ попълване",
    "попълнете": r"попълнете",
    "doldurulacak": r"doldurulacak",
    "t[äa]ytett[äa]v[äa]": r"t[äa]ytett[äa]v[äa]",
    "t[äa]ydennett[äa]v[äa]": r"t[äa]ydennett[äa]v[äa]",
    "completat": r"de\ completat",
    "fylla": r"att\ fylla\ i",
    "udfyldes": r"skal\ udfyldes",
}

_VERBS = (
    r"insert|enter|add|fill\ in|write|type|specify|indicate|replace|your|"
    r"ins[ée]re[rz]|indique[rz]|compl[ée]te[rz]|nom\ d\S*|votre|"
    r"einf[üu]gen|eintragen|ihr|bitte|hier|insertar|inserte|indicar|nombre\ de\w*|su|"
    r"inserire|inserisci|indicare|nome\ d\S*|vostro|inserir|invullen|vul|wpisz|wstaw|"
    r"name\ (?:of|der|des|van)|title\ of|number\ of|date\ of|"
    r"lis[äa][äa]|ange|inds[æa]t|sett\ inn|fyll\ i|συμπληρ[ώω]στε|εισ[άα]γετε|попълнете|въведете|впишете|"
    r"uzupe[łl]ni[ćc]|dopl[ňn]te|vlo[žz]te|introduce[țţt]i|completa[țţt]i|[įi]ra[šs]ykite|ierakstiet|sisestage|"
    r"unesite|upi[šs]ite|vpi[šs]ite|girin(?:iz)?|yaz[ıi]n(?:[ıi]z)?"
)
_NOUNS = (
    r"(?:first\ |last\ |full\ |project\ |organi[sz]ation\ |partner\ )?(?:names?|titles?)|"
    r"e-?mails?|dates?|years?|amounts?|"
    r"address|phone|website|url|city|country|countries|town|region|partners?|organi[sz]ations?|schools?|"
    r"noms?|pr[ée]nom|titre|courriel|adresse|pays|ville|partenaires?|organisme|montant|ann[ée]e|"
    r"datum|titel|land|stadt|ort|betrag|jahr|organisationen|vorname|"
    r"nombre|t[íi]tulo|fecha|pa[íi]s|ciudad|socios?|correo|importe|"
    r"nome|cognome|titolo|data|paese|citt[àa]|importo|parceiros?|cidade|naam|plaats|bedrag|nazwa|kraj|miasto|kwota|"
    r"d[áa]tum|n[áa]zev|n[áa]zov|naziv|nimi|namn|navn|[όο]νομα|τ[ίι]τλος|[οό]ργανισμ[όο]ς|"
    r"име|наименование|организация|назва|організація|denumire|pavadinimas|nosaukums"
)
_INSIDE = pattern(
    rf"""
    (?:{_VERBS})\b.{{0,80}}
    | .{{1,80}}\ (?:einf[üu]gen|eintragen|erg[äa]nzen|invullen|beifügen|giriniz|yaz[ıi]n[ıi]z)
    | [a-z]+(?:_[a-z]+)+
    | (?:{_NOUNS})(?:\s?(?:n[°º.]?\s?)?(?:\d{{1,2}}|[A-DX]))?
    | (?-i:(?=\w+\W.*[^\W\d_])[^\W\d_a-zà-ÿ]{{2,}}(?:[ '\u2019/-]+[^\W_a-zà-ÿ]+){{1,8}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Not a link of Markdown, its address, a note, an address in angle brackets or a tag of HTML.
_BRACKETS = pattern(r"\[([^\[\]\n]{2,90})\](?![(\[:])|<([^<>\n/@:]{2,90})>|\{\{?([^{}\n]{2,90})\}?\}")


class _Sign(Protocol):
    """Something that is looked for, and what has to stand in a text in which it may be found.

    Looking for that first is many times as fast, and in the texts of most proposals it does not stand.
    """

    @property
    def words(self) -> frozenset[bytes]:
        """Words one of which is in all that is found, in small letters, as UTF-8."""

    @property
    def marks(self) -> tuple[str, ...]:
        """Or letters and signs one of which is in it, at whatever place, in small letters."""

    def found(self, text: str, words: Iterable[bytes]) -> Iterable[str]:
        """What is found in a text that has these words."""


class _Shape(NamedTuple):
    """Everything that one pattern finds."""

    pattern: re.Pattern[str]
    words: frozenset[bytes]
    marks: tuple[str, ...]

    def found(self, text: str, words: Iterable[bytes]) -> Iterable[str]:
        """What the pattern finds."""
        del words
        return _written(self.pattern.finditer(text))


class _Brackets:
    """Brackets with words in them that templates use."""

    words: frozenset[bytes] = frozenset()
    marks = ("[", "<", "{")

    def found(self, text: str, words: Iterable[bytes]) -> Iterable[str]:
        """The brackets, with what is in them."""
        del words
        return [
            match[0]
            for match in _BRACKETS.finditer(text)
            if _INSIDE.fullmatch(next(filter(None, match.groups())).strip(" *_"))
        ]


class _Phrases:
    """Phrases that count in some surroundings.

    Args:
        phrases: patterns of phrases by the words of which one is in them; square brackets in a word hold
            letters to choose from.
        around: a pattern with `{}` in the place of a phrase.
        flags: of the pattern, besides those that let it be spaced out.
    """

    marks = ()

    def __init__(self, phrases: Mapping[str, str], around: str, flags: int = 0) -> None:
        self._phrases: dict[bytes, list[re.Pattern[str]]] = {}
        for words, phrase in phrases.items():
            # Each for itself, so that only those are compiled of which a word stands in a text.
            found = pattern(around.replace("{}", f"(?:{phrase})"), re.VERBOSE | flags)
            for word in _spelt(words):
                self._phrases.setdefault(word, []).append(found)
        self.words = frozenset(self._phrases)

    def found(self, text: str, words: Iterable[bytes]) -> Iterable[str]:
        """The phrases whose words are among these, in the order in which they stand."""
        patterns = dict.fromkeys(one for word in words for one in self._phrases.get(word, ()))
        matches = (match for one in patterns for match in one.finditer(text))
        return _written(sorted(matches, key=re.Match.start))


def _spelt(written: str) -> frozenset[bytes]:
    """Every spelling of these words, as UTF-8; a bracket holds letters to choose from."""
    choices = [re.split(r"\[(.*?)\]", word) for word in written.split()]
    # Every other part was in brackets: one of its letters is chosen.
    made = (product(*[part if n % 2 else (part,) for n, part in enumerate(parts)]) for parts in choices)
    return frozenset("".join(parts).encode() for words in made for parts in words)


_SMALL = "a-zà-ÿά-ώа-џ"
_SIGNS: tuple[_Sign, ...] = (
    _Shape(
        _OF_WRITERS,
        _spelt("todo tbd tbc lorem"),
        ("xxx", "???", "[", "____", "to be completed", "to be added", "to be confirmed"),
    ),
    _Phrases(_OF_PROGRAMS, r"\b{}", re.IGNORECASE),
    _Phrases(
        _OF_DRAFTS,
        r"(?:^|(?<=[\[(<{*_:]))[ \t*_]*{}[ \t]*(?=$|[\])>}*_.!])",
        re.IGNORECASE | re.MULTILINE,
    ),
    _Phrases(_OF_DRAFTS, rf"(?<!\w)(?=(?:[^\W\d_{_SMALL}]+[ \t]?){{2,}})(?i:{{}})(?!\w)"),
    _Brackets(),
)
_WORDS = frozenset().union(*(sign.words for sign in _SIGNS))
_MARKS = frozenset(mark for sign in _SIGNS for mark in sign.marks)
_WORD = pattern(r"[^\W_]+")
_TO_BLANKS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)


def may_hold_placeholders(texts: Iterable[str]) -> bool:
    """Whether any of these texts may hold one: a quick look at all of them at once."""
    text = "\n".join(texts).lower()
    return not _WORDS.isdisjoint(_words(text)) or any(map(text.__contains__, _MARKS))


def placeholders(text: str) -> tuple[str, ...]:
    """Each sign that a text was to be replaced, once."""
    lower = text.lower()
    words = _words(lower)
    may_stand = (
        sign
        for sign in _SIGNS
        if not sign.words.isdisjoint(words) or any(map(lower.__contains__, sign.marks))
    )
    return tuple(dict.fromkeys(found for sign in may_stand for found in sign.found(text, words)))


def _words(text: str) -> list[bytes]:
    if text.isascii():
        return text.encode().translate(_TO_BLANKS).split()  # much the fastest, and most texts are
    return [word.encode() for word in _WORD.findall(text)]


def _written(matches: Iterable[re.Match[str]]) -> list[str]:
    return [match[0].strip(" \t*_") for match in matches]
