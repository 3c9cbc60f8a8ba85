"""Signs that a text was to be replaced, of people who write and of templates, in several languages.

Ordinary sentences must not be taken for them. So words such as `à remplir` count only in capitals, in
brackets or on a line of their own, and a bracket counts only with words in it that templates use.
"""

import re
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from erasmus_cli.patterns import pattern

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
_OF_PROGRAMS = pattern(
    r"""\b(?:
      click\ (?:or\ tap\ )?here\ to\ (?:enter|add|insert)(?:\ text|\ a\ date)?
    | click\ or\ tap\ to\ enter\ a\ date
    | choose\ an\ item
    | klicken\ (?:oder\ tippen\ )?sie\ hier | klicken\ sie,?\ um\ text | w[äa]hlen\ sie\ ein\ element\ aus
    | cliquez\ (?:ou\ appuyez\ )?ici | choisissez\ un\ [ée]l[ée]ment
    | haga\ clic\ (?:o\ pulse\ )?aqu[íi] | elija\ un\ elemento
    | fare\ clic\ (?:o\ toccare\ )?qui | scegliere\ un\ elemento
    | clique\ (?:ou\ toque\ )?aqui | escolha\ um\ item
    | klik\ (?:of\ tik\ om|hier\ als\ u)\ | kies\ een\ item
    | kliknij\ (?:lub\ naci[śs]nij\ )?tutaj | wybierz\ element
    | щракнете\ (?:или\ докоснете\ )?тук,?\ за\ да\ въведете
    | kattintson\ (?:vagy\ koppintson\ )?ide\ sz[öo]veg
    | face[țţt]i\ clic\ (?:sau\ atinge[țţt]i\ )?aici\ pentru\ a\ introduce
    | κ[άα]ντε\ κλικ\ (?:[ήη]\ πατ[ήη]στε\ )?εδ[ώω]\ για\ να\ εισ
    | klik\ (?:eller\ tryk\ )?her\ for\ at\ (?:skrive|angive|indtaste)
    | klikk\ (?:eller\ trykk\ )?her\ for\ [åa]\ skrive
    | metin\ girmek\ i[çc]in\ buraya\ t[ıi]klay[ıi]n
    | spustel[ėe]kite\ (?:arba\ bakstel[ėe]kite\ )?[čc]ia,?\ jei\ norite
    | kliknut[ií]m\ (?:nebo|alebo)\ \w+\ sem\ zad
    | kliknite\ (?:ali\ tapnite\ tukaj|ili\ dodirnite\ ovdje)
    | noklik[šs][ķk]iniet\ vai\ pieskarieties | kl[õo]psake\ v[õo]i\ puudutage\ siin
    | napsauttamalla\ (?:tai\ napauttamalla\ )?t[äa]t[äa]
    | klicka\ (?:eller\ tryck\ )?h[äa]r\ f[öo]r | klikn[ěe]te\ (?:nebo\ ťukn[ěe]te\ )?sem
    )""",
    re.VERBOSE | re.IGNORECASE,
)

_SMALL = "a-zà-ÿά-ώа-џ"
_PHRASES = r"""
    to\ (?:fill\ in|adapt|insert|complete)
    | (?:to\ be\ )?(?:adapted|inserted) | to\ be\ (?:filled\ in|determined|defined)
    | [àa]\ (?:compl[ée]ter|remplir|adapter|d[ée]finir|ins[ée]rer|pr[ée]ciser|confirmer|renseigner)
    | (?:noch\ )?zu\ (?:erg[äa]nzen|definieren|kl[äa]ren)
    | (?:bitte\ |noch\ )(?:erg[äa]nzen|ausf[üu]llen|einf[üu]gen)
    | (?:por|a)\ (?:completar|rellenar|definir|confirmar|adaptar|preencher|insertar|inserir)
    | da\ (?:completare|compilare|definire|adattare|inserire|confermare)
    | (?:nog\ )?(?:in\ te\ vullen|aan\ te\ vullen|te\ bepalen)
    | do\ (?:uzupe[łl]nienia|ustalenia) | dopln[ií]t | k\ dopln[ěe]n[ií] | kit[öo]ltend[őo]
    | tb[acd] | να\ συμπληρωθε[ίι] | συμπληρ[ώω]στε | за\ попълване | попълнете | uzupe[łl]ni[ćc]
    | doldurulacak | t[äa]ytett[äa]v[äa]
    | de\ completat | att\ fylla\ i | skal\ udfyldes | t[äa]ydennett[äa]v[äa]
"""
_ALONE = pattern(
    rf"(?:^|(?<=[\[(<{{*_:]))[ \t*_]*(?:{_PHRASES})[ \t]*(?=$|[\])>}}*_.!])",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_CAPITALS = pattern(rf"(?<!\w)(?=(?:[^\W\d_{_SMALL}]+[ \t]?){{2,}})(?i:{_PHRASES})(?!\w)", re.VERBOSE)

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


class _Sign(NamedTuple):
    """A pattern, and what has to stand in a text in which it finds something.

    Looking for that first is many times as fast, and in the texts of most proposals it does not stand.

    Attributes:
        pattern: what is looked for.
        words: words one of which is in all that it finds, in small letters, as UTF-8.
        marks: or letters and signs one of which is in it, at whatever place.
    """

    pattern: re.Pattern[str]
    words: frozenset[bytes]
    marks: tuple[str, ...] = ()

    def may_be_in(self, text: str, words: Iterable[bytes]) -> bool:
        """Whether the pattern may find something in a text in small letters that has these words."""
        return not self.words.isdisjoint(words) or any(map(text.__contains__, self.marks))


def _spelt(written: str) -> frozenset[bytes]:
    """Every spelling of these words, as UTF-8; a bracket holds letters to choose from."""
    choices = [re.split(r"\[(.*?)\]", word) for word in written.split()]
    # Every other part was in brackets: one of its letters is chosen.
    made = (product(*[part if n % 2 else (part,) for n, part in enumerate(parts)]) for parts in choices)
    return frozenset("".join(parts).encode() for words in made for parts in words)


_WORDS_OF_PHRASES = _spelt(
    """
    fill filled complete adapt adapted insert inserted determined defined
    compl[ée]ter remplir adapter d[ée]finir ins[ée]rer pr[ée]ciser confirmer renseigner
    erg[äa]nzen definieren kl[äa]ren ausf[üu]llen einf[üu]gen
    completar rellenar definir confirmar adaptar preencher insertar inserir
    completare compilare definire adattare inserire confermare
    vullen bepalen uzupe[łl]nienia ustalenia dopln[ií]t dopln[ěe]n[ií] kit[öo]ltend[őo]
    completat fylla udfyldes t[äa]ydennett[äa]v[äa] tba tbc tbd συμπληρωθε[ίι] συμπληρ[ώω]στε попълване
    попълнете uzupe[łl]ni[ćc] doldurulacak t[äa]ytett[äa]v[äa]
    """
)
_SIGNS = (
    _Sign(_OF_WRITERS, _spelt("todo tbd tbc lorem completed added confirmed"), ("xxx", "???", "[", "____")),
    _Sign(
        _OF_PROGRAMS,
        _spelt(
            """
            click choose klicken w[äa]hlen cliquez choisissez haga elija fare scegliere clique escolha
            klik kies kliknij wybierz klicka klikn[ěe]te щракнете kattintson face[țţt]i κ[άα]ντε klikk girmek
            spustel[ėe]kite kliknut[ií]m kliknite noklik[šs][ķk]iniet kl[õo]psake napsauttamalla
            """
        ),
    ),
    _Sign(_ALONE, _WORDS_OF_PHRASES),
    _Sign(_CAPITALS, _WORDS_OF_PHRASES),
    _Sign(_BRACKETS, frozenset(), ("[", "<", "{")),
)
_ANY = _Sign(
    pattern(""),
    frozenset().union(*(sign.words for sign in _SIGNS)),
    tuple({mark for sign in _SIGNS for mark in sign.marks}),
)
_WORD = pattern(r"[^\W_]+")
_TO_BLANKS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)


def may_hold_placeholders(texts: Iterable[str]) -> bool:
    """Whether any of these texts may hold one: a quick look at all of them at once."""
    text = "\n".join(texts).lower()
    return _ANY.may_be_in(text, _words(text))


def placeholders(text: str) -> tuple[str, ...]:
    """Each sign that a text was to be replaced, once."""
    lower = text.lower()
    words = _words(lower)
    found: list[str] = []
    for sign in _SIGNS:
        if sign.may_be_in(lower, words):
            matches = sign.pattern.finditer(text)
            found += _in_brackets(matches) if sign.pattern is _BRACKETS else _written(matches)
    return tuple(dict.fromkeys(found))


def _words(text: str) -> list[bytes]:
    if text.isascii():
        return text.encode().translate(_TO_BLANKS).split()  # much the fastest, and most texts are
    return [word.encode() for word in _WORD.findall(text)]


def _written(matches: Iterable[re.Match[str]]) -> list[str]:
    return [match[0].strip(" \t*_") for match in matches]


def _in_brackets(matches: Iterable[re.Match[str]]) -> list[str]:
    return [
        match[0] for match in matches if _INSIDE.fullmatch(next(filter(None, match.groups())).strip(" *_"))
    ]
