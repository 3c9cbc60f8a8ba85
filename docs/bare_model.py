"""A pydantic model without what its author wrote in Python: what reading the same fields costs at least."""

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field, create_model


@cache
def bare(model: type[BaseModel]) -> type[BaseModel]:
    """The model with the same fields, types, defaults and limits, and no function of its own.

    Types and limits are for pydantic's core; validators and serialisers in Python are what is left out.
    """
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        annotation = _limited(_bare(field.annotation), field.metadata)
        default = (
            Field(default_factory=field.default_factory) if field.default_factory else Field(field.default)
        )
        fields[name] = (annotation, default)
    return create_model(model.__name__, __config__=model.model_config, **fields)


def _bare(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bare(annotation)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _limited(_bare(inner[0]), inner[1:])
    if origin in (Union, UnionType):
        return reduce(or_, map(_bare, inner))
    if origin is None or origin is Literal:
        return annotation
    return origin[tuple(map(_bare, inner))]


def _limited(annotation: Any, metadata: Any) -> Any:
    """The type with its limits; what builds a schema of its own calls Python."""
    limits = tuple(part for part in metadata if not hasattr(part, "__get_pydantic_core_schema__"))
    return Annotated[(annotation, *limits)] if limits else annotation
