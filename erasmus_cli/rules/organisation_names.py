"""When two names are likely to be those of one organisation."""

import re
import unicodedata
from functools import lru_cache

from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.patterns import pattern

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_UMLAUT = pattern(r"(?<=[aou])e")
_INITIALS = pattern(r"\b\w(?: \w\b)+")
_JOINING = frozenset(["the", "and", "und", "et"])
# Folded, single letters together: `Sp. z o.o.` is `sp zoo`, `e. V.` is `ev`.
_WRITTEN = """
ev, gmbh, ggmbh, ug, kg, ohg, ag, eg, gbr, kdor, asbl, aisbl, ivzw, vzw, bv, bvba, nv, sprl, srl, scrl,
cvba, sa, sas, sarl, eurl, snc, scop, scic, ltd, limited, ltd by guarantee, clg, plc, llp, llc, cic,
cio, inc, sro, as, spol sro, zs, zu, ops, oz, no, ks, vos, sp zoo, spzoo, spolka zoo, sp j, sp k, sl,
slu, sll, sal, scoop, lda, unipessoal lda, ltda, ipss, crl, spa, srls, scarl, onlus, aps, ets, odv, asd,
ab, hb, oy, oyj, ry, rf, ivs, asa, ba, fmba, ou, mtu, uab, vsi, mb, sia, doo, dd, jdoo, eood, ood, ad,
ead, kft, zrt, nyrt, bt, kht, nonprofit kft, ike, epe, oe, ae, amke, stichting, ehf, hf, ses, gug,
gemeinnutzige gmbh, s coop, s coop and, s coop v, soc coop, soc coop sociale, soc coop soc, societa
cooperativa, societa cooperativa sociale, loi 1901, ltd sti, company limited by guarantee, αμκε, αε, επε,
ικε, οε, εε, association, po, еоод, оод, еад, ад, доо, јдоо, дд, тов, го
"""
# Written out, and as they are short. A bank that is listed adds (publ).
_IN_FULL = {
    "limited": "ltd",
    "company limited by guarantee": "clg",
    "community interest company": "cic",
    "charitable incorporated organisation": "cio",
    "gemeinnutzige gmbh": "ggmbh",
    "gemeinnutzige gesellschaft mit beschrankter haftung": "ggmbh",
    "gesellschaft mbh": "gmbh",
    "ges mbh": "gmbh",
    "gesmbh": "gmbh",
    "ug haftungsbeschrankt": "ug",
    "unternehmergesellschaft": "ug",
    "verein": "ev",
    "association loi 1901": "association",
    "loi 1901": "association",
    "societe par actions simplifiee": "sas",
    "sociedad cooperativa": "scoop",
    "societa cooperativa": "scoop",
    "soc coop": "scoop",
    "s coop": "scoop",
    "sociedad limitada unipersonal": "slu",
    "associazione di promozione sociale": "aps",
    "organizzazione di volontariato": "odv",
    "spolka akcyjna": "sa",
    "limited sirketi": "ltdsti",
    "anonim sirketi": "as",
    "spol sro": "sro",
    "prispevkova organizace": "po",
    "zapsany spolek": "zs",
    "zapsany ustav": "zu",
    "obecne prospesna spolecnost": "ops",
    "neziskova organizacia": "no",
    "obcianske zdruzenie": "oz",
    "spolocnost s rucenim obmedzenym": "sro",
    "nonprofit korlatolt felelossegu tarsasag": "nonprofitkft",
    "viesoji istaiga": "vsi",
    "uzdaroji akcine bendrove": "uab",
    "sabiedriba ar ierobezotu atbildibu": "sia",
    "mittetulundusuhing": "mtu",
    "osauhing": "ou",
    "rekisteroity yhdistys": "ry",
    "aksjeselskap": "as",
    "aktieselskab": "as",
    "anpartsselskab": "aps",
    "limitada": "lda",
    "доо": "doo",
    "дд": "dd",
    "ανωνυμη εταιρεια": "αε",
    "αστικη μη κερδοσκοπικη εταιρεια": "αμκε",
    "public limited company": "plc",
    "eingetragener verein": "ev",
    "gesellschaft mit beschrankter haftung": "gmbh",
    "aktiengesellschaft": "ag",
    "spolka z ograniczona odpowiedzialnoscia": "spzoo",
    "spolecnost s rucenim omezenym": "sro",
    "korlatolt felelossegu tarsasag": "kft",
    "societe anonyme": "sa",
    "societe a responsabilite limitee": "sarl",
    "association sans but lucratif": "asbl",
    "vereniging zonder winstoogmerk": "vzw",
    "besloten vennootschap": "bv",
    "sociedad limitada": "sl",
    "sociedad anonima": "sa",
    "societa per azioni": "spa",
    "societa a responsabilita limitata": "srl",
    "aktiebolag": "ab",
    "ab publ": "ab",
    "osakeyhtio": "oy",
    "drustvo s ogranicenom odgovornoscu": "doo",
}
_FORMS = frozenset(form.strip() for form in _WRITTEN.split(",")) | _IN_FULL.keys()
_TRADERS = frozenset(("srl", "sa"))
_SAINTS = {"st": "saint", "ste": "sainte", "sankt": "saint", "sint": "saint"}
_LONGEST = 5
_LETTERED = pattern(
    r"\s*[(\[]\s*(?P<letters>[^\W\d_]{2,10})\s*[)\]]\s*$|^\s*(?P<first>[^\W\d_]{2,10})\s+[-\u2013]\s+"
)
_WORD = pattern(r"\w+")
_MIXED = pattern(r"(?=\w*[a-z0-9])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+", re.IGNORECASE)
_LOOKALIKES = str.maketrans("αβεικμνορτυχасеіорхуАВЕКМНОРСТХ", "abeikmvoptuxaceiopxyABEKMHOPCTX")
_FIRST, _LAST = ({form.split()[at] for form in _FORMS} for at in (0, -1))


def same_name(name: str) -> str:
    """The name by which organisations are one: case, blanks and Unicode normal forms do not matter."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split())


@lru_cache(maxsize=1024)
def bare_name(name: str) -> tuple[str, str]:
    """The name without accents, punctuation and legal form; and that form, empty where there is none."""
    if not name.isascii():
        name = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), name)
    name = _without_initials(name)
    plain = folded(name if name.isascii() else name.casefold().translate(_LETTERS))
    words = _INITIALS.sub(lambda found: found[0].replace(" ", ""), plain).split()
    words, form = _without_form(words)
    if form in _TRADERS and len(words) > 1 and words[0] == "sc":  # Romanian companies are SC NAME SRL
        words = words[1:]
    kept = [_SAINTS.get(word, word) for word in words if word not in _JOINING] or words
    return _UMLAUT.sub("", " ".join(kept)), form


def _without_initials(name: str) -> str:
    """The name without its own initials beside it, as in `Riverside Training Centre (RTC)`."""
    found = _LETTERED.search(name)
    if found is None:
        return name
    rest = name[: found.start()] + name[found.end() :]
    initials = "".join(word[0] for word in _WORD.findall(rest) if word[0].isupper())
    return rest if (found["letters"] or found["first"]).casefold() == initials.casefold() else name


def _without_form(words: list[str]) -> tuple[list[str], str]:
    """The words without a legal form at their end or, as in `Stichting Lezen`, in front; and that form."""
    if not words or (words[0] not in _FIRST and words[-1] not in _LAST):
        return words, ""
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        for form, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if (said := " ".join(form)) in _FORMS:
                return rest, _IN_FULL.get(said, said).replace(" ", "")
    return words, ""
