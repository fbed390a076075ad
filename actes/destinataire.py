"""To whom each copy goes: the quality that the catalogue gives, the name and the address that the dossier gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from actes.dossier import read_chemin
from actes.dossier.lieux import Adresse
from actes.dossier.personnes import Avocat, Condamne
from actes.rendu.filtres.personnes import adresse_bloc, civilite
from actes.rendu.filtres.textes import de, majuscule
from actes.typographie import typographie
from actes.validation import DocumentDu

CONDAMNE, LEGAUX = "condamné", "représentants légaux"
CHEF, SPIP = "chef de l'établissement pénitentiaire", "service pénitentiaire d'insertion et de probation"
POLICE = "service de police ou unité de gendarmerie"

# spelling of the catalogue → the one label of that addressee; any other spelling is its own label
LIBELLES = {
    "condamne": CONDAMNE,
    "personne condamnée": CONDAMNE,
    "titulaires de l'autorité parentale": LEGAUX,
    "etablissement": CHEF,
    "chef d'établissement": CHEF,
    "spip": SPIP,
    "service de police ou unité de gendarmerie requis": POLICE,
    "parquet": "dossier du parquet",  # the copies that the prosecutor's office keeps
}

# label → (path of who it is, path of where) : the first one that the dossier names; `element` is the one of `par`
CHEMINS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "avocat du condamné": (("condamne.avocat", "condamne.avocat.adresse"),),
    "avocat de la victime": (("element.avocat", "element.avocat.adresse"),),
    "avocat de la partie civile": (("element.avocat", "element.avocat.adresse"),),
    "autorité compétente de l'État d'exécution": (("sanction.destinataire", "sanction.destinataire.adresse"),),
    "comptable, par l'intermédiaire du parquet du lieu de condamnation": (
        ("complements.conversion_comptable", "complements.conversion_comptable_adresse"),
    ),
    "chambre de la cour d'appel ou son président": (("service.cour_appel", ""),),
    "juge de l'application des peines": (("convocation.jap.service", "convocation.jap.adresse"),),
    "parquet du lieu de condamnation": (("juridiction.nom", ""),),
    "procureur d'origine": (("condamnation.mandat.transmission.par", ""),),
    "service chargé du stage": (("convocation.stage.service", "convocation.stage.adresse"),),
    "service requis": (("extraction.service_requis", ""), ("execution.service_requis", "")),
    POLICE: (("execution.service_requis", ""),),
    SPIP: (("convocation.spip.service", "convocation.spip.adresse"),),
}


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Who receives a copy: « condamné », « Monsieur Éric DURAND », the lines of the envelope under the name."""

    qualite: str
    nom: str = ""  # empty when the dossier does not name one
    adresse: tuple[str, ...] = ()


def qualite(destinataire: str | None) -> str:
    """The one label of an addressee, however `acte.yaml` spells it."""
    return typographie(_label(destinataire))


def destinataire_of(du: DocumentDu) -> Destinataire:
    """The addressee of a document to produce, as far as the dossier says. The address is the one that is printed."""
    label = _label(du.exemplaire.destinataire)
    names = {**du.valeurs, "element": du.element.valeur if du.element else None}
    nom, adresse = RECHERCHES[label](names) if label in RECHERCHES else _by_paths(CHEMINS.get(label, ()), names)
    return Destinataire(typographie(label), nom, adresse)


_Trouve = tuple[str, tuple[str, ...]]
_Valeurs = Mapping[str, object]


def _label(destinataire: str | None) -> str:
    return LIBELLES.get(destinataire or "", destinataire or "")


def _read(names: _Valeurs, chemin: str) -> object:
    racine, _, rest = chemin.partition(".")
    return read_chemin(names.get(racine), rest) if rest else names.get(racine)


def _by_paths(paths: Iterable[tuple[str, str]], names: _Valeurs) -> _Trouve:
    for who, where in paths:
        person = _read(names, who)
        if nom := _name(person):
            return nom, _lines(_read(names, where)) or _bar(person)
    return "", ()


def _condamne(names: _Valeurs) -> _Trouve:
    """The convicted person: of a European penalty, a company, detained, or at home."""
    person = names.get("element") or names.get("condamne")
    if not isinstance(person, Condamne):
        return _name(person), _lines(_field(person, "siege")) or _lines(_field(person, "adresse"))
    if person.personne_morale:
        return _name(person.personne_morale), _lines(person.personne_morale.siege)
    if person.incarcere:
        number = [typographie(f"n° d'écrou : {person.numero_ecrou}")] if person.numero_ecrou else []
        prison, where = _etablissement(names)
        return _name(person), (*number, *([majuscule(prison)] if prison else []), *where)
    return _name(person), _lines(person.adresse_declaree or person.adresse)


def _etablissement(names: _Valeurs) -> _Trouve:
    """Where the person is detained, else where they are to present themself; the dossier has the latter's address."""
    held = _read(names, "condamne.etablissement") if _read(names, "condamne.incarcere") else None
    fixed = _read(names, "incarceration.etablissement")
    name = held or fixed or _read(names, "condamne.etablissement")
    return _name(name), _lines(_read(names, "incarceration.adresse")) if name == fixed else ()


def _victime(names: _Valeurs) -> _Trouve:
    """A victim; an address that is to be kept confidential goes on no list."""
    victim = names.get("element")
    hidden = _field(victim, "adresse_confidentielle") is True
    return _name(victim), (typographie("adresse confidentielle : voir l'acte"),) if hidden else _address(victim)


def _legaux(names: _Valeurs) -> _Trouve:
    """Those who hold the parental authority: one copy, at the first address known."""
    holders = _read(names, "condamne.titulaires_autorite_parentale")
    persons = list(holders) if isinstance(holders, tuple) else []
    return " et ".join(filter(None, map(_name, persons))), next(filter(None, map(_address, persons)), ())


def _residence(names: _Valeurs) -> _Trouve:
    return _of("tribunal judiciaire", _read(names, "condamne.residence_tj"))


def _of(what: str, town: object) -> _Trouve:
    """« tribunal judiciaire d’Annecy »."""
    name = _name(town)
    return (f"{what} {de(name)}" if name else ""), ()


RECHERCHES: Mapping[str, Callable[[_Valeurs], _Trouve]] = {
    CONDAMNE: _condamne,
    CHEF: _etablissement,
    LEGAUX: _legaux,
    "victime": _victime,
    "partie civile": _victime,
    "bâtonnier de l'ordre des avocats": lambda names: _of("Barreau", _read(names, "complements.avocat_office_barreau")),
    "juge de l'application des peines de la résidence": _residence,
    "juge nouvellement compétent": _residence,
    "procureur de la République de la résidence": _residence,
}


def _field(thing: object, name: str) -> object:
    value = getattr(thing, name, None)
    return (value.strip() or None) if isinstance(value, str) else value


def _name(thing: object) -> str:
    """« Monsieur Éric DURAND », « Maître Anne MOREL », « société anonyme Les Bois du Nord », or the text itself."""
    if isinstance(thing, str):
        return thing.strip()
    company = [_field(thing, name) for name in ("forme", "denomination")]
    if company[1]:
        return " ".join(str(part) for part in company if part)
    nom = _field(thing, "nom")
    if not nom:
        return ""
    title = "Maître" if isinstance(thing, Avocat) else civilite(thing) if _has_gender(thing) else None
    return " ".join(str(part) for part in (title, _field(thing, "prenoms"), str(nom).upper()) if part)


def _has_gender(person: object) -> bool:
    return bool(_field(person, "civilite") or _field(person, "sexe"))


def _address(thing: object) -> tuple[str, ...]:
    return _lines(_field(thing, "adresse"))


def _lines(adresse: object) -> tuple[str, ...]:
    """The lines of the envelope, none for an address of which nothing is said."""
    said = isinstance(adresse, Adresse) and any(_field(adresse, name) for name in Adresse.model_fields)
    return tuple(adresse_bloc(adresse).split("\n")) if said else ()


def _bar(person: object) -> tuple[str, ...]:
    """The bar of a counsel whose address is not known."""
    barreau = _field(person, "barreau")
    return (f"Barreau {de(barreau)}",) if barreau else ()
