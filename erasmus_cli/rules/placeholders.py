"""Signs that a text was to be replaced, of people who write and of templates, in several languages.

Ordinary sentences must not be taken for them. So words such as `à remplir` count only in capitals, in
brackets or on a line of their own, and a bracket counts only with words in it that templates use.
"""

import re

from erasmus_cli.patterns import pattern

# Capitals only: `todo` is a Spanish word. `to be added` in the middle of a sentence is ordinary English,
# after `has`, `is` and the like even at its end.
_OF_WRITERS = pattern(
    r"""\b(?:TODO|TBD|TBC|XXX+)\b
    | \[\s*(?:…|\.{3})\s*\]
    | \?{3,}
    | (?i:\blorem\s+ipsum\b)
    | (?<=[\[(<:])\s*(?i:to\ be\ (?:completed|added|confirmed))\b
    | (?<!\bhas\s)(?<!\bhave\s)(?<!\bhad\s)(?<!\bis\s)(?<!\bare\s)(?<!\bneed\s)(?<!\bneeds\s)
      (?i:\bto\ be\ (?:completed|added|confirmed))(?=\s*(?:[.,;:!)\]>]|$))""",
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
    | klicka\ (?:eller\ tryck\ )?h[äa]r\ f[öo]r | klikn[ěe]te\ (?:nebo\ ťukn[ěe]te\ )?sem
    )""",
    re.VERBOSE | re.IGNORECASE,
)

_PHRASES = r"""
    to\ (?:fill\ in|adapt|insert|complete)
    | (?:to\ be\ )?(?:filled\ in|adapted|inserted|determined|defined)
    | [àa]\ (?:compl[ée]ter|remplir|adapter|d[ée]finir|ins[ée]rer|pr[ée]ciser|confirmer|renseigner)
    | (?:noch\ )?zu\ (?:erg[äa]nzen|definieren|kl[äa]ren)
    | (?:bitte\ |noch\ )(?:erg[äa]nzen|ausf[üu]llen|einf[üu]gen)
    | (?:por|a)\ (?:completar|rellenar|definir|confirmar|adaptar|preencher|insertar|inserir)
    | da\ (?:completare|compilare|definire|adattare|inserire|confermare)
    | (?:nog\ )?(?:in\ te\ vullen|aan\ te\ vullen|te\ bepalen)
    | do\ (?:uzupe[łl]nienia|ustalenia) | dopln[ií]t | k\ dopln[ěe]n[ií] | kit[öo]ltend[őo]
    | de\ completat | att\ fylla\ i | skal\ udfyldes | t[äa]ydennett[äa]v[äa]
"""
_ALONE = pattern(
    rf"(?:^|(?<=[\[(<{{*_:]))[ \t*_]*(?:{_PHRASES})[ \t]*(?=$|[\])>}}*_.!])",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_CAPITALS = pattern(rf"(?<!\w)(?=(?:[^\W\d_a-zà-ÿ]+[ \t]?){{2,}})(?i:{_PHRASES})(?!\w)", re.VERBOSE)

_VERBS = (
    r"insert|enter|add|fill\ in|write|type|specify|indicate|replace|your|"
    r"ins[ée]re[rz]|indique[rz]|compl[ée]te[rz]|nom\ d\S*|votre|"
    r"einf[üu]gen|eintragen|ihr|bitte|hier|insertar|inserte|indicar|nombre\ de\w*|su|"
    r"inserire|inserisci|indicare|nome\ d\S*|vostro|inserir|invullen|vul|wpisz|wstaw|"
    r"name\ of|title\ of|number\ of|date\ of"
)
_NOUNS = (
    r"(?:first\ |last\ |full\ |project\ |organi[sz]ation\ |partner\ )?names?|"
    r"titles?|e-?mails?|dates?|years?|amounts?|"
    r"address|phone|website|url|city|country|countries|town|region|partners?|organi[sz]ations?|schools?|"
    r"noms?|pr[ée]nom|titre|courriel|adresse|pays|ville|partenaires?|organisme|montant|ann[ée]e|"
    r"datum|titel|land|stadt|ort|betrag|jahr|organisationen|vorname|"
    r"nombre|t[íi]tulo|fecha|pa[íi]s|ciudad|socios?|correo|importe|"
    r"nome|cognome|titolo|data|paese|citt[àa]|importo|parceiros?|cidade|naam|plaats|bedrag|nazwa|kraj|miasto|kwota"
)
_INSIDE = pattern(
    rf"""
    (?:{_VERBS})\b.{{0,80}}
    | .{{1,80}}\ (?:einf[üu]gen|eintragen|erg[äa]nzen|invullen|beifügen)
    | (?:{_NOUNS})(?:\s?(?:n[°º.]?\s?)?(?:\d{{1,2}}|[A-DX]))?
    | (?-i:[^\W\d_a-zà-ÿ]{{2,}}(?:[ '\u2019/-]+[^\W_a-zà-ÿ]+){{1,8}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Not a link of Markdown, its address, a note, an address in angle brackets or a tag of HTML.
_BRACKETS = pattern(r"\[([^\[\]\n]{2,90})\](?![(\[:])|<([^<>\n/@:]{2,90})>|\{\{?([^{}\n]{2,90})\}?\}")

# What one of them has in it: looking for these first makes the rule forty times as fast.
_HINTS_OF_PROGRAMS = (
    "click ",
    "choose an ",
    "klick",
    "klik",
    "n sie ein element",
    "cliq",
    "choisissez",
    "clic ",
    "elija ",
    "scegliere ",
    "escolha ",
    "kies ",
    "wybierz ",
)
_HINTS = (
    *_HINTS_OF_PROGRAMS,
    "todo",
    "tbd",
    "tbc",
    "xxx",
    "???",
    "…",
    "...",
    "lorem",
    "[",
    "<",
    "{",
    "to be ",
    "to fill in",
    "to adapt",
    "to insert",
    "to complete",
    "compl",
    "remplir",
    "adapt",
    "définir",
    "definir",
    "insér",
    "inser",
    "préciser",
    "confirm",
    "renseigner",
    "zu ",
    "ergänzen",
    "ausfüllen",
    "einfügen",
    "rellenar",
    "preencher",
    "compilare",
    "definire",
    "vullen",
    "bepalen",
    "do u",
    "dopln",
    "kitölt",
    "fylla i",
    "udfyldes",
    "täydennett",
)


def placeholders(text: str) -> tuple[str, ...]:
    """Each sign that a text was to be replaced, once."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return ()
    found = [match[0].strip(" \t*_") for match in _OF_WRITERS.finditer(text)]
    of_programs = (_OF_PROGRAMS,) if any(hint in lower for hint in _HINTS_OF_PROGRAMS) else ()
    for sign in (*of_programs, _ALONE, _CAPITALS):
        found += (match[0].strip(" \t*_") for match in sign.finditer(text))
    found += _in_brackets(text)
    return tuple(dict.fromkeys(found))


def _in_brackets(text: str) -> list[str]:
    return [
        match[0]
        for match in _BRACKETS.finditer(text)
        if _INSIDE.fullmatch(next(filter(None, match.groups())).strip(" *_"))
    ]
