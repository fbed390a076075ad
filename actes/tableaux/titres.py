"""Which field of the dossier the title of a column means: the words of the courts' exports, those of the models."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from actes.dossier import ChampActe
from actes.dossier.chemin import parse_chemin
from actes.tableaux.chemins import field_at, leaves

PEINES = "condamnation.peines"
# What exports are about: elsewhere a title that happens to be the same is only a suggestion.
_COURANTS = ("affaire.", "juridiction.", "condamne.", "condamnation.", "convocation.", "incarceration.", "complements.")
# The sentences that columns may tell, each at its own rank: what is empty leaves no trace in the dossier.
RANGS = {0: "emprisonnement", 1: "amende", 2: "jours_amende", 3: "tig"}

_VIDES = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "au", "aux", "a", "e", "en", "et", "un", "une", "par")
)
_MOTS = {
    **dict.fromkeys(("num", "no", "n", "nr", "nro"), "numero"),
    **dict.fromkeys(("nb", "nbre"), "nombre"),
    **dict.fromkeys(("dt", "dte"), "date"),
    **dict.fromkeys(("tel", "portable", "mobile"), "telephone"),
    **dict.fromkeys(("mail", "email", "mel"), "courriel"),
    **dict.fromkeys(("nais", "naiss"), "naissance"),
    **dict.fromkeys(("jgt", "jugt", "jug"), "jugement"),
    **dict.fromkeys(("etab", "ets"), "etablissement"),
    **dict.fromkeys(("mt", "mtt"), "montant"),
    **dict.fromkeys(("epouse", "marital"), "usage"),
    **dict.fromkeys(("prevenu", "auteur", "interesse", "justiciable"), "condamne"),
    **dict.fromkeys(("conseil", "defenseur"), "avocat"),
    "cp": "code postal", "ddn": "date naissance", "rdv": "rendez vous", "ref": "reference", "adr": "adresse",
    "pren": "prenom", "trib": "tribunal", "qte": "quantum", "localite": "ville", "commune": "ville",
    "civ": "civilite", "genre": "sexe", "patronyme": "nom", "rue": "voie",
}  # fmt: skip
_NUMERO = re.compile(r"(?<![^\W_])n\s*[°º]", re.IGNORECASE)
_CHAMEAU = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_NE = (
    (re.compile(r"\bn[ée]+ ?\(?e?\)? ?le\b", re.IGNORECASE), "date naissance"),
    (re.compile(r"\bn[ée]+ ?\(?e?\)? ?[àa]\b", re.IGNORECASE), "lieu naissance"),
)

_ROLES = {
    "": "condamne",
    "condamne": "condamne",
    "mis cause": "condamne",
    "avocat": "condamne.avocat",
    "victime": "victimes[0]",
    "partie civile": "victimes[0]",
    "greffier": "signataires.greffier",
    "procureur": "signataires.procureur",
    "juge": "signataires.jap",
}
_PERSONNE = {
    "nom": ("nom", "nom naissance", "nom famille", "nom jeune fille"),
    "nom_usage": ("nom usage", "nom usuel"),
    "prenoms": ("prenom",),
    "civilite": ("civilite",),
    "sexe": ("sexe",),
    "naissance.date": ("date naissance",),
    "naissance.lieu": ("lieu naissance", "ville naissance"),
    "naissance.pays": ("pays naissance",),
    "nationalite": ("nationalite",),
    "profession": ("profession",),
    "filiation": ("filiation",),
    "alias": ("alia", "autre identite"),
    "adresse.destinataire": ("chez",),
    "adresse.voie": ("adresse", "adresse 1", "adresse ligne 1", "voie", "adresse voie", "numero voie"),
    "adresse.complement": ("complement adresse", "adresse 2", "adresse ligne 2", "complement"),
    "adresse.batiment": ("batiment", "residence", "adresse batiment"),
    "adresse.lieu_dit": ("lieu dit", "boite postale"),
    "adresse.code_postal": ("code postal", "adresse code postal"),
    "adresse.ville": ("ville", "adresse ville", "ville residence"),
    "adresse.pays": ("pays", "adresse pays", "pays residence"),
    "telephone": ("telephone",),
    "courriel": ("courriel",),
    "barreau": ("barreau",),
    "qualite": ("qualite",),
}
_RENDEZ_VOUS = {
    "date": ("date", "date rendez vous", "rendez vous", "date convocation", "convocation"),
    "heure": ("heure", "heure rendez vous", "heure convocation"),
    "lieu": ("lieu", "lieu rendez vous", "lieu convocation"),
}
_CHAMPS = {
    "dossier": ("dossier", "numero dossier", "reference", "reference dossier", "identifiant dossier", "id dossier"),
    "actes": ("acte", "acte demande"),
    "date_acte": ("date acte",),
    "affaire.numero_parquet": ("numero parquet", "parquet", "numero procedure parquet"),
    "affaire.numero_minute": ("numero minute", "minute", "numero jugement", "numero decision"),
    "affaire.numero_execution": ("numero execution", "numero registre execution"),
    "affaire.numero_jap": ("numero jap", "numero dossier jap"),
    "juridiction.nom": ("juridiction", "tribunal", "juridiction jugement"),
    "juridiction.tribunal_judiciaire": ("tribunal judiciaire", "tj"),
    "condamne.avocat.barreau": ("barreau",),
    "condamne.residence_tj": ("tj residence", "tribunal judiciaire residence", "tribunal residence"),
    "condamne.incarcere": ("incarcere", "detenu"),
    "condamne.etablissement": ("etablissement", "lieu detention"),
    "condamne.numero_ecrou": ("ecrou", "numero ecrou"),
    "condamne.ecroue_le": ("date ecrou", "ecroue", "date incarceration"),
    "condamne.langue": ("langue", "langue parlee"),
    "condamnation.date": ("date jugement", "date condamnation", "date decision", "date arret", "date audience"),
    "condamnation.nature_decision": ("nature decision", "nature jugement", "caractere decision",
                                      "caractere jugement"),
    "condamnation.present_audience": ("present", "present audience", "comparant", "presence"),
    "condamnation.signifiee_le": ("date signification", "signifie", "signifiee"),
    "condamnation.definitive_le": ("date definitive", "definitif", "definitive", "date caractere definitif"),
    "condamnation.executoire_le": ("date executoire", "executoire", "date caractere executoire"),
    "condamnation.recidive_legale": ("recidive", "recidive legale"),
    "condamnation.detention_provisoire_jours": ("detention provisoire", "jour detention provisoire"),
    "condamnation.droit_fixe_procedure": ("droit fixe", "droit fixe procedure", "dfp"),
    "condamnation.mandat.type": ("mandat", "type mandat", "mandat depot"),
    "condamnation.mandat.date": ("date mandat",),
    "condamnation.infractions[0].natinf": ("natinf", "code natinf", "numero natinf"),
    "condamnation.infractions[0].libelle": ("infraction", "libelle infraction", "libelle natinf"),
    "condamnation.infractions[0].date_faits": ("date fait", "date infraction"),
    "condamnation.infractions[0].lieu": ("lieu fait", "lieu infraction"),
    f"{PEINES}[0].type": ("peine", "nature peine", "type peine"),
    f"{PEINES}[0].quantum": ("quantum", "quantum peine", "duree peine", "duree emprisonnement", "emprisonnement",
                             "quantum emprisonnement"),
    f"{PEINES}[0].ferme": ("quantum ferme", "ferme", "partie ferme", "emprisonnement ferme", "duree ferme",
                           "peine emprisonnement ferme", "peine ferme"),
    f"{PEINES}[0].sursis": ("sursi", "quantum sursi", "partie sursi", "duree sursi"),
    f"{PEINES}[0].delai_probation": ("delai probation", "duree probation", "delai epreuve"),
    f"{PEINES}[1].montant": ("amende", "montant amende"),
    f"{PEINES}[1].montant_sursis": ("amende sursi", "montant amende sursi"),
    f"{PEINES}[2].jours": ("jour amende", "nombre jour amende"),
    f"{PEINES}[2].montant_jour": ("montant jour amende",),
    f"{PEINES}[3].heures": ("tig", "heure tig", "nombre heure tig"),
    "incarceration.etablissement": ("etablissement designe",),
    "incarceration.date": ("date presentation", "date presentation etablissement"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sens:
    """What a title may mean: the path that is sure, else the nearest ones."""

    chemin: str = ""
    proches: tuple[str, ...] = ()


def meaning(titre: str, champs: Sequence[ChampActe]) -> Sens:
    """What this title means, accents, capitals, punctuation and the order of words forgiven."""
    known = _known(tuple(champs))
    if titre in known.chemins:
        return Sens(titre)
    key = _key(titre)
    if key in known.surs:
        return Sens(known.surs[key])
    several = known.titres.get(key, ())
    if len(several) == 1 and len(key) > 1 and several[0].startswith(_COURANTS):
        return Sens(several[0])
    near = several or [path for phrase in get_close_matches(" ".join(key), known.phrases, n=6, cutoff=0.68)
                       for path in known.phrases[phrase]]  # fmt: skip
    return Sens(proches=tuple(sorted(dict.fromkeys(near), key=lambda path: not path.startswith(_COURANTS)))[:4])


@dataclass(frozen=True, slots=True)
class _Connus:
    chemins: frozenset[str]
    surs: dict[tuple[str, ...], str]
    titres: dict[tuple[str, ...], tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def _known(champs: tuple[ChampActe, ...]) -> _Connus:
    """Every key that is known, and what it means."""
    surs = {_key(phrase): path for path, phrases in _CHAMPS.items() for phrase in phrases}
    rendez_vous = {role: f"convocation.{role}" for role in ("jap", "spip", "procureur", "stage")}
    for roles, fields in ((_ROLES, _PERSONNE), (rendez_vous, _RENDEZ_VOUS)):
        for role, parent in roles.items():
            for name, phrases in fields.items():
                if field_at(parse_chemin(f"{parent}.{name}"), champs) is not None:
                    for phrase in phrases:
                        surs.setdefault(_key(f"{phrase} {role}"), f"{parent}.{name}")
    titres: dict[tuple[str, ...], tuple[str, ...]] = {}
    for path, champ in leaves(champs):
        key = _key(champ.titre)
        titres[key] = (*titres.get(key, ()), path)
    said: dict[str, tuple[str, ...]] = {" ".join(key): (path,) for key, path in surs.items()}
    for key, paths in titres.items():
        said.setdefault(" ".join(key), paths)
    return _Connus(frozenset(path for path, _ in leaves(champs)), surs, titres, said)


def _key(titre: str) -> tuple[str, ...]:
    """The words of a title, as they are compared."""
    text = _CHAMEAU.sub(" ", _NUMERO.sub("numero ", unicodedata.normalize("NFC", titre))).replace("_", " ")
    for pattern, meant in _NE:
        text = pattern.sub(meant, text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall("[a-z]+|[0-9]+", plain.replace("(s)", "").replace("(e)", ""))
    known = " ".join(_MOTS.get(word, word) for word in map(_singular, words) if word not in _VIDES)
    return tuple(sorted(_singular(word) for word in known.split()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
