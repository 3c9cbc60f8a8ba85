"""`erasmus schema`: the proposal file as JSON Schema."""


def schema() -> None:
    """Print the JSON Schema of the proposal file, for editors that complete and check as you type."""
    from erasmus_cli.cli.console import write_json
    from erasmus_cli.proposal.model import Proposal

    write_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **Proposal.model_json_schema()})
