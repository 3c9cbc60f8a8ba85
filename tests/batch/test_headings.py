"""Headings of tables as offices in Europe write them."""

import pytest

from erasmus_cli.batch.columns import columns_of

SAID = {
    ("call",): ("Call", "Aufruf", "Convocatoria", "Appel", "Bando", "Nabór", "Çağrı"),
    ("action",): ("Action", "Aktion", "Acción", "Azione", "Akcja", "Eylem", "KA"),
    ("field",): ("Field", "Bereich", "Feld", "Ámbito", "Domaine", "Settore", "Dziedzina", "Alan"),
    ("title",): (
        *("Title", "Titel", "Título", "Titre du projet"),
        *("Titolo", "Tytuł", "Proje adı", "Otsikko"),
    ),
    ("months",): (
        *("Duration (months)", "Laufzeit", "Durée en mois", "Duración"),
        *("Durata", "Czas trwania", "Süre", "Kesto", "Projektlaufzeit in Monaten"),
        *("Laufzeit (Monate)", "Durée (mois)", "Czas trwania (miesiące)", "Süre (ay)", "Kesto (kk)"),
    ),
    ("start",): (
        *("Start date", "Beginn", "Fecha de inicio", "Date de début"),
        *("Data di inizio", "Data rozpoczęcia", "Başlangıç"),
    ),
    ("lump_sum",): (
        *("Lump sum", "Pauschalbetrag", "Somme forfaitaire"),
        *("Somma forfettaria", "Ryczałt", "Götürü tutar"),
        *("Lump sum (EUR)", "Pauschalbetrag [€]", "Somme forfaitaire (en euros)"),
    ),
    ("priorities", "main"): ("Main priority", "Priority", "priorities", "Hauptpriorität", "priorities.main"),
    ("submitted",): (
        *("Submission date", "Eingereicht", "Date de dépôt"),
        *("Data di presentazione", "Başvuru tarihi"),
    ),
    ("organisations", "0", "name"): (
        *("Applicant name", "Name des Antragstellers", "Antragsteller Name"),
        *("Nom du demandeur", "Nombre del solicitante"),
        *("Nome del richiedente", "Nazwa wnioskodawcy", "Başvuranın adı", "Hakijan nimi"),
    ),
    ("organisations", "0", "country"): (
        *("Applicant country", "Land des Antragstellers"),
        *("Pays du candidat", "Kraj wnioskodawcy"),
    ),
    ("organisations", "0", "city"): (
        *("Antragsteller Stadt", "Ville du demandeur"),
        *("Città del richiedente",),
    ),
    ("organisations", "0", "oid"): ("Applicant OID", "OID Antragsteller"),
    ("organisations", "2", "country"): (
        *("Partner 2 country", "Partner2 Land", "Land Partner 2"),
        *("2. Partner Land", "Pays du partenaire 2"),
        *("País del socio 2", "Paese del partner 2", "Kraj partnera 2"),
        *("Ortak 2 ülke", "Kumppani 2 maa", "Organisation 3 country"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "target"), [(heading, target) for target, all_of in SAID.items() for heading in all_of]
)
def test_a_heading_means_a_key_in_any_language(heading, target):
    found = columns_of("t.csv", ("call", heading) if target != ("call",) else (heading, "title"), 1, {})
    assert target in found.targets.values()
    assert found.unused == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Partner Land",
        "Antragsteller",
        "Förderung",
        "Remarks",
        "Partner 1 Partner 2 Land",
        "Ville",
        "Applicant 2",
        "Lump sum (kEUR)",  # in thousands
        "Lump sum (PLN)",
        "Duration (years)",
        "Costs (travel)",
    ],
)
def test_a_heading_with_several_meanings_or_none_is_named_and_not_used(heading):
    found = columns_of("t.csv", ("call", heading), 1, {})
    assert found.unused == (heading,)
