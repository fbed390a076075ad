"""The settings of a court: what its dossiers need not repeat."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from actes.dossier.constats import finding, in_order
from actes.dossier.controle import validate
from actes.dossier.conventions import Conventions
from actes.dossier.document import Lu, read_document
from actes.dossier.dossier import Zone
from actes.dossier.execution import DistinctionPolitique
from actes.dossier.field_types import Modele, Politique, Texte, champ
from actes.dossier.lieux import Service
from actes.dossier.noeuds import Arbre
from actes.dossier.personnes import Signataires
from actes.dossier.texte import Document, clean, decode
from actes.dossier.vocabulaire import model_champ
from actes.errors import Constat
from actes.place import Place


class PolitiqueConvocation(Modele):
    """The general policy of the judge, which a dossier may set aside."""

    politique: Politique | None = champ("Politique de convocation du juge (CPP, art. D. 48-2-1)")
    distinctions: tuple[DistinctionPolitique, ...] | None = champ(
        "Distinctions (CPP, art. D. 48-2-1 al. 6)", "la première qui convient l'emporte sur la politique générale"
    )
    pieces_a_apporter: tuple[Texte, ...] | None = champ("Pièces à apporter")


class ModeleReglages(Modele):
    """What a settings file may hold."""

    service: Service | None = champ("Service émetteur")
    signataires: Signataires | None = champ("Signataires")
    convocation: PolitiqueConvocation | None = champ("Convocations")
    zone: Zone | None = champ("Zone des jours fériés")
    conventions: Conventions | None = champ("Conventions de lecture des textes")
    registre: Texte | None = champ("Registre des actes", "le fichier ; son chemin part de celui des réglages")


@dataclass(frozen=True, slots=True)
class Reglages:
    """The court's settings: `defauts` fills the dossiers, `constats` says what is wrong in the file.

    `registre` is the path of the register as the file writes it, empty if it does not.
    """

    defauts: Mapping[str, Any] = field(default_factory=dict)
    constats: tuple[Constat, ...] = ()
    fichier: str = ""
    registre: str = ""


def load_reglages(text: bytes | str, fichier: str) -> Reglages:
    """The settings of a TOML file (`.toml`) or of a YAML one; what is wrong in it is left out of `defauts`."""
    decoded, constats = decode(text, fichier)
    if decoded is None:
        return Reglages({}, tuple(constats), fichier)
    cleaned, constats = clean(decoded, fichier)
    toml = fichier.endswith(".toml")
    lu = _read_toml(cleaned, fichier) if toml else _read_yaml(cleaned, fichier)
    if not isinstance(lu.donnees, dict):
        return Reglages({}, (*constats, *lu.constats), fichier)
    model, fautes = validate(ModeleReglages, lu.donnees, model_champ(ModeleReglages, "Réglages"), lu.vides)
    found = lu.findings(fautes)
    if toml:
        found = [replace(constat, place=_toml_place(cleaned, fichier, constat.chemin or "")) for constat in found]
    defauts = {key: value for key, value in lu.donnees.items() if key != "registre"}
    registre = model.registre if model else None
    return Reglages(defauts, (*constats, *in_order([*lu.constats, *found])), fichier, registre or "")


def _read_yaml(text: str, fichier: str) -> Lu:
    return read_document(Document(text, 0), fichier) if text.strip() else Lu({}, Arbre(None, fichier))


def _read_toml(text: str, fichier: str) -> Lu:
    try:
        return Lu(_as_text(tomllib.loads(text)), Arbre(None, fichier), text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(fichier, int(found[1]), int(found[2])) if found else Place(fichier, text.count("\n") + 1, 1)
        message = "le fichier n'est pas du TOML bien formé à cet endroit"
        constat = finding("toml-invalide", message, place, "vérifiez les guillemets et les crochets")
        return Lu(None, Arbre(None, fichier), constats=(constat,))


def _toml_place(text: str, fichier: str, chemin: str) -> Place:
    """Where the last name of this path is first written as a key or a table, after the names before it."""
    place, start = Place(fichier, 1, 1), 0
    for part in _names(chemin):
        found = re.compile(rf"(?m)(?:^|[\[.{{,])[ \t]*({re.escape(part)})[ \t]*[=.\]]").search(text, start)
        if found is None:
            break
        start = found.start(1)
        place = Place(fichier, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    return place


def _names(chemin: str) -> list[str]:
    """The names of a path, without its ranks."""
    return [name for name in re.split(r"\.|\[[0-9]+\]", chemin) if name]


def _as_text(value: Any) -> Any:
    """TOML has types of its own: each is turned back into the text that a dossier would write."""
    if isinstance(value, dict):
        return {key: _as_text(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_as_text(child) for child in value]
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
