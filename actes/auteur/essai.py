"""A new act tried as its author would try it: checked, its example produced, its cases judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from actes.cas import Cas, load_cas
from actes.dossier import load_dossier
from actes.errors import Constat, Gravite, ModeleError
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.typographie import typographie
from actes.workshop import check_targets

_TOLD = frozenset({"code", "mention", "article", "chemin", "gravite"})


def try_act(acte_id: str, racines: Sequence[Path], jour: date, cible: Path) -> None:
    """Raise ModeleError with all that keeps it from working, each finding placed where the file will be (`cible`).

    A mere warning, which an act made from another inherits, is left for `controler` to say.
    """
    found, _ = check_targets([acte_id], racines, jour)
    constats = [constat for constat in found if constat.gravite is Gravite.BLOQUANTE]
    if not constats:
        constats = list(_untrue_cases(acte_id, Atelier(racines), jour))
    if constats:
        raise ModeleError(constats=[_placed(constat, racines[-1], cible) for constat in constats])


def _untrue_cases(acte_id: str, atelier: Atelier, jour: date) -> Iterator[Constat]:
    folder = atelier.catalogue.dossier(acte_id)
    for cas in load_cas(folder):
        if why := _untrue(cas, atelier, jour):
            message = f"le cas « {cas.nom} » ne finit pas comme il est dit : {why}"
            yield Constat(code="cas-inexact", message=typographie(message), place=Place(str(folder / "cas.yaml")))


def _untrue(cas: Cas, atelier: Atelier, jour: date) -> str:
    """What a case expected and did not get: whether it is blocked, the codes and the mentions of its findings."""
    lecture = load_dossier(cas.texte, "dossier.yaml", atelier.catalogue.champs())
    examen = atelier.examine(lecture, cas.acte, Demande(aujourdhui=jour))
    found = (*lecture.constats, *examen.constats)
    if examen.bloque is cas.satisfait:
        told = " ; ".join(c.message for c in found if c.gravite == "bloquante")
        return f"bloque : {'oui' if examen.bloque else 'non'}" + (f" ({told})" if told else "")
    for wanted in cas.attendu.get("constats") or ():
        due = {key: value for key, value in wanted.items() if key in _TOLD}  # the rest is for the tests to judge
        if not any(all(getattr(constat, key) == value for key, value in due.items()) for constat in found):
            return f"il manque le constat {wanted.get('code')} {wanted.get('mention', '')}".rstrip()
    return ""


def _placed(constat: Constat, apart: Path, cible: Path) -> Constat:
    place, here, there = constat.place, str(apart), str(cible)
    if place is not None:
        place = replace(place, fichier=place.fichier.replace(here, there))
    return replace(constat, place=place, message=constat.message.replace(here, there))
