"""People and addresses: civility, agreement, identity, the lines of a window envelope."""

from __future__ import annotations

from actes.rendu.filtres.dates import date_longue
from actes.rendu.filtres.declaration import NBSP, filtre, groupe, lire, refus, texte
from actes.rendu.filtres.textes import pays

_HOMME, _FEMME = "masculin", "feminin"
_GENRES = {"monsieur": _HOMME, "madame": _FEMME, _HOMME: _HOMME, _FEMME: _FEMME}
_CIVILITES = {_HOMME: "Monsieur", _FEMME: "Madame"}

# The lines of an address above the postcode, in the order of the postal standard (NF Z 10-011).
LIGNES = ("complement", "batiment", "voie", "lieu_dit")


def _genre(nom: str, personne: object) -> str | None:
    """The grammatical gender of a person, by civility first, then by sex; None when neither is said."""
    if (
        personne is None
        or isinstance(personne, (str, int, list, tuple))
        or type(personne).__name__.startswith("Absent")
    ):
        raise refus(nom, "une personne", personne)
    for champ in ("civilite", "sexe"):
        genre = _GENRES.get(str(lire(personne, champ)))
        if genre:
            return genre
    return None


def _noms(nom: str, personne: object) -> str:
    """« Éric Durand », « société anonyme Les Bois du Nord »."""
    groupe(nom, "une personne", personne)
    parts = [lire(personne, champ) for champ in ("prenoms", "nom", "forme", "denomination")]
    written = " ".join(str(part) for part in parts if part is not None)
    if not written:
        raise refus(nom, "une personne qui a un nom ou une dénomination", personne)
    return written


@filtre(
    "civilite",
    imprime=("civilite",),
    exemple=("condamne|civilite → Monsieur", "victime|civilite → Monsieur ou Madame"),
    aide="«\u00a0Monsieur\u00a0», «\u00a0Madame\u00a0», ou les deux si le dossier ne le dit pas",
)
def civilite(personne: object) -> str:
    """« Monsieur », « Madame », « Monsieur ou Madame »."""
    genre = _genre("civilite", personne)
    return _CIVILITES[genre] if genre else "Monsieur ou Madame"


@filtre(
    "accord",
    imprime=(),
    exemple=(
        "condamne|accord('né') → né",
        "madame|accord('né') → née",
        "victime|accord('né') → né(e)",
        "victime|accord('il', 'elle') → il ou elle",
    ),
    aide="le mot au masculin ou au féminin, selon la personne",
)
def accord(personne: object, masculin: str, feminin: str | None = None) -> str:
    """The form that agrees with the person; both forms when the dossier does not say."""
    genre = _genre("accord", personne)
    feminine = f"{masculin}e" if feminin is None else feminin
    if genre:
        return masculin if genre == _HOMME else feminine
    if feminine == masculin:
        return masculin
    if feminine.startswith(masculin):
        return f"{masculin}({feminine.removeprefix(masculin)})"
    return f"{masculin} ou {feminine}"


_IDENTITE = ("nom", "prenoms", "denomination", "forme")


@filtre(
    "identite",
    imprime=_IDENTITE,
    exemple=("condamne|identite → Monsieur Éric Durand", "societe|identite → société anonyme Les Bois du Nord"),
    aide="la civilité si elle est connue, les prénoms et le nom, ou la forme et la dénomination",
)
def identite(personne: object) -> str:
    """« Monsieur Éric Durand »."""
    genre = _genre("identite", personne)
    noms = _noms("identite", personne)
    return f"{_CIVILITES[genre]} {noms}" if genre else noms


@filtre(
    "nom_complet",
    imprime=_IDENTITE,
    exemple="condamne|nom_complet → Éric Durand",
    aide="les prénoms et le nom, sans la civilité",
)
def nom_complet(personne: object) -> str:
    """« Éric Durand »."""
    return _noms("nom_complet", personne)


@filtre(
    "naissance",
    imprime=("naissance.date", "naissance.lieu", "naissance.pays"),
    exemple=(
        "condamne|naissance → né le 1er février 1980 à Roubaix",
        "madame|naissance → née le 2 mai 1975 à Cologne (Allemagne)",
    ),
    aide="la naissance d’une personne, accordée",
)
def naissance(personne: object) -> str:
    """« né le 1er février 1980 à Roubaix »."""
    groupe("naissance", "une personne", personne)
    facts = lire(personne, "naissance")
    jour, lieu, etat = (lire(facts, champ) for champ in ("date", "lieu", "pays"))
    parts = [accord(personne, "né")]
    if jour is not None:
        parts.append(f"le {date_longue(jour)}")
    if lieu is not None:
        parts.append(f"à {lieu}")
    if etat is not None:
        parts.append(f"({pays(etat)})")
    if len(parts) == 1:
        raise refus("naissance", "une personne dont la naissance est renseignée", personne)
    return " ".join(parts)


def _lignes(nom: str, adresse: object) -> list[str]:
    """The lines of an address, as on an envelope: all that the dossier says, and nothing else."""
    if isinstance(adresse, str):
        return [line.strip() for line in texte(nom, adresse).splitlines() if line.strip()]
    groupe(nom, "une adresse", adresse)
    chez, code, ville, etat = (lire(adresse, champ) for champ in ("destinataire", "code_postal", "ville", "pays"))
    lines = [] if chez is None else [f"Chez {chez}"]
    lines += [str(line) for line in (lire(adresse, champ) for champ in LIGNES) if line is not None]
    commune = NBSP.join(str(part) for part in (code, ville) if part is not None)
    lines += [commune] if commune else []
    lines += [] if etat is None else [pays(etat)]
    if not lines:
        raise refus(nom, "une adresse", adresse)
    return lines


@filtre(
    "adresse",
    imprime=None,
    exemple="condamne.adresse|adresse → 3 rue de la Paix, 59100 Roubaix",
    aide="une adresse sur une ligne",
)
def adresse(valeur: object) -> str:
    """« 3 rue de la Paix, 59100 Roubaix »; « chez Madame Petit, … » in the middle of a sentence."""
    first, *others = _lignes("adresse", valeur)
    first = first.replace("Chez ", "chez ", 1) if first.startswith("Chez ") else first
    return ", ".join((first, *others))


@filtre(
    "adresse_bloc",
    imprime=None,
    exemple="condamne.adresse|adresse_bloc → 3 rue de la Paix⏎59100 Roubaix",
    aide="une adresse sur plusieurs lignes, dans l’ordre d’une enveloppe à fenêtre",
)
def adresse_bloc(valeur: object) -> str:
    """The lines of the window envelope."""
    return "\n".join(_lignes("adresse_bloc", valeur))
