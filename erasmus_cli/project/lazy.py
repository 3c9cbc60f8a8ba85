"""Values that are worked out when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - used like `property`
    """A property that is worked out once for each object and then kept in its `__dict__`.

    `functools.cached_property` takes a lock for that before Python 3.12, which costs more than most of what a
    project works out; a batch makes projects by the million, each in one thread.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[Value]": ...

    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...

    def __get__(self, owner: object | None, kind: type) -> "Value | lazy[Value]":
        if owner is None:
            return self
        value: Value = self._work_out(owner)
        owner.__dict__[self._name] = value
        return value
