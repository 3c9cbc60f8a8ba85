"""Notes which figures of the Guide a rule reads, so that no rule has to."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from erasmus_cli.guide.sources import Cited

Model = TypeVar("Model", bound=BaseModel)


class Recorder:
    """The figures read since the last `start`, in order and once each."""

    def __init__(self) -> None:
        self.reads: dict[str, Cited] = {}

    def start(self) -> None:
        """Forgets what was read so far."""
        self.reads = {}

    def note(self, path: str, figure: Cited) -> None:
        """Takes down one figure."""
        self.reads.setdefault(path, figure)


def watched(model: Model, recorder: Recorder, path: str = "") -> Model:
    """The same model, but the recorder hears of every figure that is taken from it."""
    return cast("Model", _View(model, recorder, path))


def _wrapped(value: Any, recorder: Recorder, path: str) -> Any:
    if isinstance(value, Cited):
        recorder.note(path, value)
        return value
    if isinstance(value, Mapping):
        return _MappingView(value, recorder, path)
    if isinstance(value, tuple):
        return _TupleView(value, recorder, path)
    if isinstance(value, BaseModel):
        return _View(value, recorder, path)
    return value


class _View:
    """Hands out what the target has; models without a source of their own are watched in turn."""

    def __init__(self, target: BaseModel, recorder: Recorder, path: str) -> None:
        self._target, self._recorder, self._path = target, recorder, path

    def __getattr__(self, name: str) -> Any:
        return _wrapped(getattr(self._target, name), self._recorder, f"{self._path}.{name}".lstrip("."))


class _MappingView(Mapping[str, Any]):
    def __init__(self, target: Mapping[str, Any], recorder: Recorder, path: str) -> None:
        self._target, self._recorder, self._path = target, recorder, path

    def __getitem__(self, key: str) -> Any:
        return _wrapped(self._target[key], self._recorder, f"{self._path}.{key}")

    def __contains__(self, key: object) -> bool:
        return key in self._target

    def __iter__(self) -> Iterator[str]:
        return iter(self._target)

    def __len__(self) -> int:
        return len(self._target)


class _TupleView:
    def __init__(self, target: tuple[Any, ...], recorder: Recorder, path: str) -> None:
        self._target, self._recorder, self._path = target, recorder, path

    def __getitem__(self, index: int) -> Any:
        return _wrapped(self._target[index], self._recorder, f"{self._path}.{index}")

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(len(self._target)))

    def __len__(self) -> int:
        return len(self._target)
