"""The vocabulary read from the models: the tree of fields that paths, schema and skeletons are checked against."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from actes.dossier.champs import Champ
from actes.dossier.complements import ChampActe, dossier_model
from actes.dossier.field_types import Calculated, Genre
from actes.typographie import typographie


@lru_cache(maxsize=64)
def _racine(champs: tuple[ChampActe, ...]) -> Champ:
    return model_champ(dossier_model(champs), "Dossier")


def champ_racine(champs: Sequence[ChampActe] = ()) -> Champ:
    """The root of the vocabulary, with the acts' own fields under `complements`."""
    return _racine(champs if isinstance(champs, tuple) else tuple(champs))


@lru_cache(maxsize=256)
def _children(model: type[BaseModel]) -> MappingProxyType[str, Champ]:
    return MappingProxyType({name: _field(info) for name, info in model.model_fields.items()})


def model_champ(model: type[BaseModel], titre: str, description: str = "", requis: bool = False) -> Champ:
    """The field that holds this model."""
    return Champ("objet", titre, description, enfants=_children(model), requis=requis, modele=model.__name__)


def _field(info: FieldInfo) -> Champ:
    titre, description = typographie(info.title or ""), typographie(info.description or "")
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    if info.discriminator:
        return _union(_models(info.annotation), titre, description)
    return _typed(annotation, titre, description, info.is_required())


def _typed(annotation: Any, titre: str, description: str, requis: bool = False) -> Champ:
    plain, metadata = _unwrapped(annotation)
    genre = next((m for m in metadata if isinstance(m, Genre)), None)
    if genre:
        calcule = any(isinstance(m, Calculated) for m in metadata)
        return Champ(genre.nom, titre, description, genre.choix, calcule=calcule, requis=requis)
    if any(isinstance(m, FieldInfo) and m.discriminator for m in metadata):
        return _union(_models(plain), titre, description)
    if get_origin(plain) is Literal:
        return Champ("choix", titre, description, get_args(plain), requis=requis)
    if get_origin(plain) is tuple:
        return Champ("liste", titre, description, element=_typed(get_args(plain)[0], titre, ""), requis=requis)
    return model_champ(plain, titre, description, requis)


def _unwrapped(annotation: Any) -> tuple[Any, list[Any]]:
    """The type under `Annotated` and `| None`, with the metadata met on the way."""
    metadata: list[Any] = []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *found = get_args(annotation)
            metadata.extend(found)
        elif origin in (Union, types.UnionType) and type(None) in get_args(annotation):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            annotation = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - built from a list
        else:
            return annotation, metadata


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    return iter(get_args(annotation))


def _union(models: Iterator[type[BaseModel]], titre: str, description: str) -> Champ:
    variantes: dict[str, Champ] = {}
    enfants: dict[str, Champ] = {}
    for model in models:
        info = model.model_fields["type"]
        name = get_args(info.annotation)[0]
        variantes[name] = model_champ(model, info.title or name)
        for key, champ in _children(model).items():
            enfants.setdefault(key, champ)
    enfants = {"type": Champ("choix", "Type", "", tuple(variantes), requis=True)} | {
        key: champ for key, champ in enfants.items() if key != "type"
    }
    return Champ(
        "union",
        titre,
        description,
        enfants=MappingProxyType(enfants),
        variantes=MappingProxyType(variantes),
        modele="Ou".join(variante.modele for variante in variantes.values()),
    )
