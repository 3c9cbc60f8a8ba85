"""Placeholders of writers, word processors and templates; and sentences that only look like them."""

import pytest

from erasmus_cli import check
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.placeholders import placeholders


@pytest.mark.parametrize(
    "text",
    [
        "We reach TBD pupils.",
        "(tbc)",
        "Contact: ______",
        "{{project_name}}",
        "<<Project title>>",
        "[Name der Schule]",
        "[dátum]",
        "[uzupełnić]",
        "[lisää nimi]",
        "[Ange namn]",
        "[indsæt navn]",
        "[adı giriniz]",
        "DOLDURULACAK",
        "TÄYTETTÄVÄ",
        "[συμπληρώστε]",
        "ΣΥΜΠΛΗΡΩΣΤΕ",
        "[попълнете]",
        "[Организация]",
        "Щракнете или докоснете тук, за да въведете текст.",
        "Kattintson vagy koppintson ide szöveg beírásához.",
        "Faceți clic sau atingeți aici pentru a introduce text.",
        "Κάντε κλικ ή πατήστε εδώ για να εισαγάγετε κείμενο.",
        "Klik eller tryk her for at skrive tekst.",
        "Klikk eller trykk her for å skrive inn tekst.",
        "Metin girmek için buraya tıklayın veya dokunun.",
        "Spustelėkite arba bakstelėkite čia, jei norite įvesti tekstą.",
        "Kliknutím nebo klepnutím sem zadejte text.",
        "Kliknite ali tapnite tukaj, če želite vnesti besedilo.",
        "Kirjoita tekstiä napsauttamalla tai napauttamalla tätä.",
        "[...]",
        "[MODÈLE À ADAPTER]",
        "**A REMPLIR**",
        "À REMPLIR",
        "[NOM DE L'ASBL]",
        "[EMAIL]",
        "[Pays 1]",
        "[Partner 2] will host.",
        "Click or tap here to enter text.",
        "Click here to enter text",
        "Choose an item.",
        "Klicken oder tippen Sie hier, um Text einzugeben.",
        "Cliquez ou appuyez ici pour entrer du texte.",
        "Haga clic o pulse aquí para escribir texto.",
        "Fare clic o toccare qui per immettere il testo.",
        "Kliknij lub naciśnij tutaj, aby wprowadzić tekst.",
        "[insert name of partner]",
        "[Insert name]",
        "<insert name of partner>",
        "<name of organisation>",
        "<name>",
        "{{name}}",
        "[Name of the school]",
        "[your organisation]",
        "[date]",
        "à compléter",
        "Budget : à compléter",
        "(à définir)",
        "[à adapter]",
        "zu ergänzen",
        "[noch zu ergänzen]",
        "Ziele: zu ergänzen.",
        "bitte ergänzen",
        "por completar",
        "[por completar]",
        "POR COMPLETAR",
        "da completare",
        "DA COMPLETARE",
        "(da definire)",
        "nog in te vullen",
        "do uzupełnienia",
        "a preencher",
        "[Name des Partners einfügen]",
        "[Namen einfügen]",
        "[nombre de la entidad]",
        "[inserire nome]",
        "A PRECISER",
        "a preciser",
        "bitte erganzen",
        "da adattare",
        "(da confermare)",
        "kitoltendo",
        "taydennettava",
        "Ziele: to be defined.",
    ],
)
def test_a_placeholder_is_found(text):
    assert placeholders(f"One sentence before.\n{text}\nAnd one behind.")


@pytest.mark.parametrize(
    "text",
    [
        "The form to be completed by each pupil is short; the data to be added later is small.",
        "A grant of [EUR 500] in [EU 2021], a museum in Kadıköy [Istanbul], tbc as doctors call it.",
        "Klik her, og du ser kortet; κάντε κλικ εδώ, кликнете тук, kliknite ovdje, kattintson ide.",
        "Οι μαθητές πρέπει να συμπληρωθεί ότι έχουν ένα έντυπο, за попълване от учениците.",
        "Pupils learn snake_case and <b>bold</b> letters.",
        "Each school chooses an item of the menu and clicks here and there.",
        "Pupils have questionnaires to complete, and tasks to adapt to their age.",
        "Le questionnaire à remplir par les élèves est court, et les outils sont à adapter à chaque école.",
        "Les partenaires ont un cadre à définir ensemble.",
        "Ein Fragebogen ist auszufüllen; das Angebot ist um Kurse zu ergänzen, die fehlen.",
        "Es gilt, die Lücken zu ergänzen.",
        "Los alumnos tienen tareas por completar en casa. Todo el equipo participa.",
        "El cuestionario a rellenar por las familias es breve.",
        "Il modulo da compilare è breve, e resta molto da definire insieme.",
        "O formulário a preencher pelas famílias é simples.",
        "De vragenlijst is in te vullen door ouders.",
        "Ankieta do uzupełnienia przez uczniów jest krótka.",
        "As others found [1], [2-4] and [Smith 2019], it works [sic].",
        "See [our name](https://example.org), [date][1] and [the school](https://example.org/a).",
        "[date]: https://example.org",
        "We use the rules on data (GDPR) [GDPR] in the EU [EU].",
        "Write to <info@example.org> or see <https://example.org>.",
        "A share of <10 % and >5 % of the pupils.",
        "[ ] not done, [x] done",
        "\u201c[T]he pupils learn\u201d, says the report [p. 12].",
        "THE EUROPEAN SCHOOL OF COOKING",
        "UNE ÉCOLE À PARIS",
        "Set {a, b} of letters.",
        "Everything in the plan is a step to be taken.",
        "We add the name and the e-mail of the coordinator.",
        "Aims and roles (defined) and tasks (determined) [1] ... are in the annex:\nfilled in",
    ],
)
def test_an_ordinary_sentence_is_none(text):
    assert placeholders(text) == ()


def test_each_is_named_once_as_it_is_written():
    text = "TBD and TBD, [EMAIL], **A REMPLIR**"
    assert placeholders(text) == ("TBD", "A REMPLIR", "[EMAIL]")


def check_of(**changes):
    data = {"call": 2026, "action": "small-scale-partnership", "field": "adult", "language": "fr"} | changes
    return {finding.rule: finding for finding in check(Proposal.model_validate(data)).findings}


def test_a_template_that_is_left_is_warned_of():
    left = "[MODÈLE À ADAPTER] **A REMPLIR** [NOM DE L'ASBL] [EMAIL] [Pays 1]"
    found = check_of(answers={"description.rationale": left})["TXT-05"]
    assert (found.outcome, found.severity) == (Result.FAIL, Severity.WARNING)
    for mark in ("[MODÈLE À ADAPTER]", "A REMPLIR", "[NOM DE L'ASBL]", "[EMAIL]", "[Pays 1]"):
        assert mark in found.message


@pytest.mark.parametrize(
    "name", ["[Name of the school]", "<insert name>", "NOM DE L'ASBL à compléter [NOM]", "À COMPLÉTER"]
)
def test_a_name_of_a_template_is_warned_of(name):
    found = check_of(organisations=[{"id": "a", "name": name}])["ORG-01"]
    assert (found.outcome, found.severity) == (Result.FAIL, Severity.WARNING)


def test_a_name_in_capitals_or_with_brackets_may_be_real():
    names = ("CASA DE CULTURA", "Lyceum [Gent]", "I & I", "École À Venir")
    members = [{"id": f"p{n}", "name": name, "country": "BE"} for n, name in enumerate(names)]
    assert check_of(organisations=members)["ORG-01"].outcome is Result.PASS
