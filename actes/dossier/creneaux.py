"""The slots of judges and services (CPP D48-2 al. 10): a YAML file, read as strictly as a dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from actes.dossier.constats import finding, in_order
from actes.dossier.controle import validate
from actes.dossier.document import Lu, read_document
from actes.dossier.field_types import Entier, Modele, Texte, champ
from actes.dossier.lieux import RendezVous
from actes.dossier.texte import Document, clean, decode
from actes.dossier.vocabulaire import model_champ
from actes.errors import Constat, Gravite
from actes.typographie import typographie

LIMITE = 5_000_000  # characters: the slots of several services over a year

RENDEZ_VOUS = ("jap", "spip", "procureur", "stage")  # the appointments of `convocation`


class Creneau(RendezVous):
    """An appointment that may be given: how many people it can take.

    Which cases hold it, the register says; `pris` is what older programs wrote here instead.
    """

    places: Entier | None = champ("Nombre de personnes", "une à défaut")
    pris: tuple[Texte, ...] | None = champ("Dossiers qui l'occupent", "leurs références, dans un fichier ancien")


class ModeleCreneaux(Modele):
    """What a file of slots may hold."""

    jap: tuple[Creneau, ...] | None = champ("Créneaux du juge de l'application des peines")
    spip: tuple[Creneau, ...] | None = champ("Créneaux du service pénitentiaire d'insertion et de probation")
    procureur: tuple[Creneau, ...] | None = champ("Créneaux du procureur de la République")
    stage: tuple[Creneau, ...] | None = champ("Créneaux du service chargé du stage")


@dataclass(frozen=True, slots=True)
class Creneaux:
    """The slots of a file, by appointment, and what is wrong in it."""

    par_type: Mapping[str, tuple[Creneau, ...]] = field(default_factory=dict)
    constats: tuple[Constat, ...] = ()


def load_creneaux(text: bytes | str, fichier: str) -> Creneaux:
    """The slots of a YAML file; what is wrong is told with its place, and left out."""
    decoded, constats = decode(text, fichier)
    if decoded is None:
        return Creneaux({}, tuple(constats))
    cleaned, constats = clean(decoded, fichier)
    if not cleaned.strip():
        return Creneaux(dict.fromkeys(RENDEZ_VOUS, ()), tuple(constats))
    lu = read_document(Document(cleaned, 0), fichier, LIMITE)
    if not isinstance(lu.donnees, dict):
        return Creneaux({}, (*constats, *(_as_slots(constat) for constat in lu.constats)))
    read, fautes = validate(ModeleCreneaux, lu.donnees, model_champ(ModeleCreneaux, "Créneaux"), lu.vides)
    found = {name: getattr(read, name) or () for name in RENDEZ_VOUS} if read is not None else {}
    said = [*lu.constats, *lu.findings(fautes)]
    return Creneaux(found, (*constats, *in_order(said or _undated(found, lu))))


def _as_slots(constat: Constat) -> Constat:
    """What is said of a dossier that is not a set of fields, said of a file of slots."""
    if constat.code != "type-invalide":
        return constat
    message, conseil = "un fichier de créneaux a une liste par service", "écrivez « jap: », puis un créneau par ligne"
    return replace(constat, message=typographie(message), conseil=typographie(conseil))


def _undated(found: Mapping[str, tuple[Creneau, ...]], lu: Lu) -> Iterator[Constat]:
    """The slots that lack a day or an hour: they are never given, and it is said."""
    for name, slots in found.items():
        for rank, slot in enumerate(slots):
            lack = "date" if slot.date is None else "heure" if slot.heure is None else None
            if lack:
                message = f"ce créneau n'a pas de champ « {lack} » : il n'est donné à personne"
                place = lu.arbre.key_place((name, rank))
                constat = finding("creneau-incomplet", message, place, f"ajoutez « {lack}: »", (name, rank))
                yield replace(constat, gravite=Gravite.AVERTISSEMENT)
