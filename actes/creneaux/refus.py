"""Why a case is given no slot, told to the clerk with what to do; and how a slot is named."""

from __future__ import annotations

from datetime import date

from actes.dossier.creneaux import Creneau
from actes.droit.calendrier import en_lettres
from actes.errors import Constat
from actes.place import Place
from actes.registre import CreneauTenu
from actes.typographie import typographie
from actes.validation import DelaiDu
from actes.validation.explication import last_day

DEJA_PRIS = "creneau-deja-pris"
DEVANT = {
    "jap": "le juge de l'application des peines",
    "spip": "le service pénitentiaire d'insertion et de probation",
    "procureur": "le procureur de la République",
    "stage": "le service chargé du stage",
}


def at_hour(slot: Creneau | CreneauTenu) -> str:
    """« mardi 13 octobre 2026 à 9 h 30 »."""
    if isinstance(slot, CreneauTenu):
        slot = Creneau(date=slot.le, heure=slot.heure)
    assert slot.date is not None, "a slot that is chosen is dated"
    assert slot.heure is not None, "and has an hour"
    return f"{en_lettres(slot.date)} à {slot.heure.hour}\u00a0h\u00a0{slot.heure.minute:02}"


def none_found(name: str, limite: DelaiDu | None, after: date | None, acte: str, where: Place) -> Constat:
    """No slot suits: until when there had to be one, and when the next is."""
    until = f" au plus tard le {last_day(limite)}" if limite else ""
    later = f" ; le premier créneau libre ensuite est le {en_lettres(after)}" if after else ""
    return Constat(
        code="creneau-introuvable",
        message=typographie(f"aucun créneau libre ne convient devant {DEVANT[name]}{until}{later}"),
        place=where,
        acte=acte,
        article=limite.delai.article if limite else "CPP D48-2 al. 10",
        chemin=f"convocation.{name}.date",
        conseil=typographie("demandez d'autres dates au service, ou inscrivez vous-même le rendez-vous"),
    )


def unsuitable(tenu: CreneauTenu, acte: str, where: Place) -> Constat:
    """The case holds a slot that is no longer offered, or that the law does not allow any more."""
    message = f"{_held(tenu)} pour ce dossier, et ne lui convient plus : aucun autre ne lui est donné"
    return _taken(message, f"rendez-le, puis recommencez : {_give_back(tenu)}", tenu.rendez_vous, acte, where)


def told_elsewhere(tenu: CreneauTenu, acte: str, where: Place) -> Constat:
    """A case of this reference holds a slot, given to another file."""
    message = f"{_held(tenu)} pour un dossier de cette référence{_from(tenu)} : aucun autre n'est donné à celui-ci"
    advice = "si c'est la même affaire, inscrivez ici ce rendez-vous, ou rendez-le ({}) ; sinon, changez la référence"
    return _taken(message, advice.format(_give_back(tenu)), tenu.rendez_vous, acte, where)


def noted_already(slot: Creneau, name: str, acte: str, where: Place) -> Constat:
    """The file of slots itself says that the case holds one."""
    which = f"le créneau du {at_hour(slot)} devant {DEVANT[name]} est noté comme pris par ce dossier"
    message = f"{which}, qui ne le porte pas : aucun autre ne lui est donné"
    advice = "inscrivez ce rendez-vous, ou ôtez cette référence de « pris » dans le fichier des créneaux"
    return _taken(message, advice, name, acte, where)


def _held(tenu: CreneauTenu) -> str:
    return f"le créneau du {at_hour(tenu)} devant {DEVANT[tenu.rendez_vous]} est tenu"


def _from(tenu: CreneauTenu) -> str:
    return f" (« {tenu.fichier} »)" if tenu.fichier else ""


def _give_back(tenu: CreneauTenu) -> str:
    return f"« actes creneaux rendre {tenu.dossier} --pour {tenu.rendez_vous} »"


def _taken(message: str, conseil: str, name: str, acte: str, where: Place) -> Constat:
    return Constat(
        code="creneau-deja-pris",
        message=typographie(message),
        place=where,
        acte=acte,
        chemin=f"convocation.{name}",
        conseil=typographie(conseil),
    )
