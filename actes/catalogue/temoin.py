"""Which fact a domain function looked for in vain: it is asked again, over witnesses that note what they lack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel


def missing_fact(function: Callable[..., Any], arguments: Sequence[Any], chemins: Sequence[str | None]) -> str | None:
    """The path of the last absent fact that `function` read before it gave up; None if it lacked none.

    `chemins` are the paths of the arguments, None for one that is not a path.
    """
    notes: list[str] = []
    witnesses = [
        argument if chemin is None else _witness(argument, chemin, notes)
        for argument, chemin in zip(arguments, chemins, strict=True)
    ]
    function(*witnesses)
    return notes[-1] if notes else None


def _witness(value: Any, chemin: str, notes: list[str]) -> Any:
    if isinstance(value, BaseModel):
        return Temoin(value, chemin, notes)
    if isinstance(value, tuple):
        return tuple(_witness(item, f"{chemin}[{rank}]", notes) for rank, item in enumerate(value))
    return value


class Temoin:
    """Stands for a model: answers as it does, and notes the attributes that are None."""

    def __init__(self, target: BaseModel, chemin: str, notes: list[str]):
        self.__dict__["_temoin"] = (target, chemin, notes)

    @property  # type: ignore[misc]  # isinstance believes what an object says of its class; never written here
    def __class__(self) -> Any:
        return type(self.__dict__["_temoin"][0])

    def __getattr__(self, name: str) -> Any:
        target, chemin, notes = self.__dict__["_temoin"]
        value = getattr(target, name)
        here = f"{chemin}.{name}"
        if value is None:
            notes.append(here)
        return _witness(value, here, notes)
