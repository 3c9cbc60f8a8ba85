"""The published JSON Schemas: of the proposal file, and of what each command prints as JSON."""

from importlib import import_module
from typing import Any

SCHEMAS = {
    "proposal": ("erasmus_cli.proposal.model", "Proposal"),
    "report": ("erasmus_cli.rules.results", "ReportsModel"),
    "check-line": ("erasmus_cli.batch.results", "Row"),
    "check-portfolio": ("erasmus_cli.batch.portfolio", "PortfolioModel"),
    "check-summary": ("erasmus_cli.batch.summary", "SummaryModel"),
    "rules": ("erasmus_cli.rules.results", "RulesModel"),
    "explain": ("erasmus_cli.rules.results", "ExplainedRuleModel"),
    "explain-hint": ("erasmus_cli.scoring.results", "HintModel"),
    "explain-key": ("erasmus_cli.explained", "PartModel"),
    "explain-word": ("erasmus_cli.explained", "TermModel"),
    "budget": ("erasmus_cli.grant.results", "BudgetModel"),
    "budget-explain": ("erasmus_cli.grant.results", "ExplanationModel"),
    "match": ("erasmus_cli.matching.results", "MatchesModel"),
    "score": ("erasmus_cli.scoring.results", "ScoreModel"),
    "read": ("erasmus_cli.importing.results", "ReadModel"),
    "guide-calls": ("erasmus_cli.guide.page_results", "CallsModel"),
    "guide-show": ("erasmus_cli.guide.page_results", "EditionModel"),
    "guide-diff": ("erasmus_cli.guide.page_results", "ChangesModel"),
    "guide-countries": ("erasmus_cli.guide.page_results", "CountriesModel"),
    "guide-priorities": ("erasmus_cli.guide.page_results", "PrioritiesModel"),
    "priorities-fit": ("erasmus_cli.scoring.results", "FitModel"),
    "guide-deadlines": ("erasmus_cli.guide.page_results", "DeadlinesModel"),
    "guide-agencies": ("erasmus_cli.guide.page_results", "AgenciesModel"),
    "guide-coverage": ("erasmus_cli.guide.page_results", "CoverageModel"),
    "guide-check": ("erasmus_cli.guide.page_results", "ReviewModel"),
}
"""Where the models stand, by the name under which their schemas are published."""


def model_of(name: str) -> Any:
    """The model of a schema: a class of pydantic.

    Raises:
        KeyError: there is no schema of that name.
    """
    module, attribute = SCHEMAS[name]
    return getattr(import_module(module), attribute)


def json_schema(name: str) -> dict[str, Any]:
    """A schema, of JSON Schema 2020-12.

    Raises:
        KeyError: there is no schema of that name.
    """
    from erasmus_cli.results import GenerateResultSchema  # noqa: PLC0415 - the names need no pydantic

    model = model_of(name)
    if name == "proposal":
        schema = model.model_json_schema()
    else:
        schema = model.model_json_schema(mode="serialization", schema_generator=GenerateResultSchema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
