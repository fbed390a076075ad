"""Sentences: each type of the vocabulary in the words of a judgment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from actes.rendu.filtres.dates import duree
from actes.rendu.filtres.declaration import NBSP, filtre, groupe, lire, refus
from actes.rendu.filtres.nombres import montant_nomme
from actes.rendu.filtres.textes import enumeration

SURSIS = {
    "simple": "avec sursis",
    "probatoire": "avec sursis probatoire",
    "probatoire_renforce": "avec sursis probatoire renforcé",
    "mise_epreuve": "avec sursis et mise à l’épreuve",
    "tig": "avec sursis assorti de l’obligation d’accomplir un travail d’intérêt général",
}
PROHIBITIONS = ("interdiction", "suspension", "annulation", "privation", "retrait", "inéligibilité", "confiscation")


def _de(valeur: object) -> str:
    """« d'un an », « de six mois »."""
    mots = duree(valeur)
    return f"d’{mots}" if mots.startswith("un ") else f"de {mots}"


def _suite(peine: object, champ: str, ecrit: str, forme: Callable[[object], str] = duree) -> str:
    """What a field adds to the sentence, nothing when it is absent; `{}` is where its text goes."""
    valeur = lire(peine, champ)
    return "" if valeur is None else ecrit.format(forme(valeur))


def _si(peine: object, champ: str, ecrit: str) -> str:
    """What a « oui » adds."""
    return ecrit if lire(peine, champ) is True else ""


def _quantum(peine: object, nature: str) -> str:
    """« six mois d'emprisonnement », or « emprisonnement » alone when the duration is not said."""
    valeur = lire(peine, "quantum")
    de = "d’" if nature[0] in "aeiouéè" else "de "
    return nature if valeur is None else f"{duree(valeur)} {de}{nature}"


def _emprisonnement(peine: object) -> str:
    quantum, ferme, sursis = (lire(peine, champ) for champ in ("quantum", "ferme", "sursis"))
    avec = SURSIS.get(str(lire(peine, "sursis_type")), "avec sursis")
    avec += _suite(peine, "delai_probation", " pendant {}")
    parts = []
    if quantum is None and ferme is not None:
        parts.append(f"{duree(ferme)} d’emprisonnement" + (" ferme" if sursis is not None else ""))
    elif ferme is not None and ferme != quantum:
        parts.append(f"{duree(ferme)} ferme")
    if sursis is not None:
        parts.append(f"{duree(sursis)} {avec}")
    dont = enumeration(parts) if parts else ""
    if quantum is not None:
        dont = f"{duree(quantum)} d’emprisonnement" + (f" dont {dont}" if dont else "")
    elif ferme is None and sursis is not None:
        dont = f"{duree(sursis)} d’emprisonnement {avec}"
    return (dont or "emprisonnement") + _suite(peine, "periode_surete", ", avec une période de sûreté {}", _de)


def _emprisonnement_avec(avec: str) -> Callable[[object], str]:
    def ecrit(peine: object) -> str:
        renforce = _si(peine, "renforce", " renforcé")
        return f"{_quantum(peine, 'emprisonnement')} {avec}{renforce}{_suite(peine, 'delai_probation', ' pendant {}')}"

    return ecrit


def _travail(peine: object) -> str:
    return (
        "travail d’intérêt général"
        + _suite(peine, "heures", f" de {{}}{NBSP}heures", str)
        + _suite(peine, "delai", " à accomplir dans un délai {}", _de)
    )


def _tig(peine: object) -> str:
    return _travail(peine) + _suite(peine, "quantum", ", sous peine {} d’emprisonnement en cas d’inexécution", _de)


def _sursis_tig(peine: object) -> str:
    return f"{_quantum(peine, 'emprisonnement')} avec sursis assorti d’un {_travail(peine)}"


def _jours_amende(peine: object) -> str:
    jours = lire(peine, "jours")
    nombre = "jours-amende" if jours is None else f"{jours}{NBSP}jour{'s' if jours != 1 else ''}-amende"
    return nombre + _suite(peine, "montant_jour", " de {}", montant_nomme)


def _amende(peine: object) -> str:
    de = _suite(peine, "montant", " de {}", montant_nomme)
    return f"amende{de}" + _suite(peine, "montant_sursis", " dont {} avec sursis", montant_nomme)


def _nomme(peine: object, champ: str, nature: str, deja: tuple[str, ...]) -> str:
    """« stage de citoyenneté », whether or not the dossier repeats the word."""
    objet = lire(peine, champ)
    if objet is None:
        return nature
    return str(objet) if str(objet).lower().startswith(deja) else f"{nature}{NBSP}: {objet}"


def _stage(peine: object) -> str:
    return (
        _nomme(peine, "nature", "stage", ("stage",))
        + _suite(peine, "quantum", " d’une durée {}", _de)
        + _suite(peine, "delai", " à accomplir dans un délai {}", _de)
        + _si(peine, "frais_du_condamne", ", à ses frais")
    )


def _ddse(peine: object) -> str:
    return _quantum(peine, "détention à domicile sous surveillance électronique")


def _reclusion(peine: object) -> str:
    perpetuite = _si(peine, "perpetuite", " à perpétuité")
    return (
        _quantum(peine, "réclusion criminelle")
        + perpetuite
        + _suite(peine, "ferme", " dont {} ferme")
        + _suite(peine, "periode_surete", ", avec une période de sûreté {}", _de)
    )


def _suivi(nature: str) -> Callable[[object], str]:
    def ecrit(peine: object) -> str:
        return (
            nature
            + _suite(peine, "quantum", " pendant {}")
            + _si(peine, "injonction_soins", ", avec injonction de soins")
            + _suite(peine, "emprisonnement_encouru", ", sous peine {} d’emprisonnement en cas d’inobservation", _de)
        )

    return ecrit


def _interdiction(peine: object) -> str:
    return (
        _nomme(peine, "objet", "interdiction", PROHIBITIONS)
        + _suite(peine, "quantum", " pendant {}")
        + _si(peine, "definitive", " à titre définitif")
    )


def _confiscation(peine: object) -> str:
    return _nomme(peine, "objet", "confiscation", PROHIBITIONS)


def _autre(peine: object) -> str:
    parts = [
        _suite(peine, "quantum", "{}"),
        _suite(peine, "montant", "{}", montant_nomme),
        _suite(peine, "precisions", "{}", str),
    ]
    return ", ".join(part for part in parts if part)


NATURES: dict[str, Callable[[object], str]] = {
    "emprisonnement": _emprisonnement,
    "emprisonnement_sursis": _emprisonnement_avec("avec sursis"),
    "sursis_probatoire": _emprisonnement_avec("avec sursis probatoire"),
    "sursis_mise_epreuve": _emprisonnement_avec("avec sursis et mise à l’épreuve"),
    "sursis_tig": _sursis_tig,
    "tig": _tig,
    "jours_amende": _jours_amende,
    "amende": _amende,
    "stage": _stage,
    "ddse": _ddse,
    "reclusion": _reclusion,
    "suivi_socio_judiciaire": _suivi("suivi socio-judiciaire"),
    "interdiction": _interdiction,
    "confiscation": _confiscation,
    "contrainte_penale": _suivi("contrainte pénale"),
    "autre": _autre,
}


def _charges(peine: object) -> str:
    """The obligations and prohibitions of a sentence under supervision."""
    written = ""
    for champ, titre in (("obligations", "obligations"), ("interdictions", "interdictions")):
        valeurs = lire(peine, champ)
        if isinstance(valeurs, Iterable) and not isinstance(valeurs, str) and (listed := [str(v) for v in valeurs]):
            written += f"{NBSP}; {titre}{NBSP}: {enumeration(listed)}"
    return written


@filtre(
    "peine",
    imprime=None,
    exemple=(
        "peine|peine → un an et six mois d’emprisonnement",
        "mixte|peine → un an d’emprisonnement dont six mois ferme et six mois avec sursis probatoire pendant deux ans",
        "amende|peine → amende de 1 500 euros",
        "tig|peine → travail d’intérêt général de 105 heures",
    ),
    aide="une peine, dans les mots d’un jugement",
)
def peine(valeur: object) -> str:
    """« huit mois d'emprisonnement »; the wording pronounced comes first when the dossier quotes it."""
    groupe("peine", "une peine", valeur)
    nature = NATURES.get(str(lire(valeur, "type")))
    if nature is None:
        raise refus("peine", "une peine", valeur)
    written, libelle = nature(valeur), lire(valeur, "libelle")
    if libelle is not None:
        written = f"{libelle} ({written})" if written else str(libelle)
    return (
        (written or "autre peine (non précisée)")
        + _si(valeur, "complementaire", ", à titre de peine complémentaire")
        + _si(valeur, "execution_provisoire", ", avec exécution provisoire")
        + _charges(valeur)
    )


def _peines(nom: str, valeurs: object) -> list[str]:
    if not isinstance(valeurs, Iterable) or isinstance(valeurs, (str, bytes, Mapping)):
        raise refus(nom, "une liste de peines", valeurs)
    written = [peine(valeur) for valeur in valeurs]
    if not written:
        raise ValueError(f"le filtre «{NBSP}{nom}{NBSP}» attend au moins une peine")
    return written


@filtre(
    "peines",
    imprime=None,
    exemple="condamnation.peines|peines → un an et six mois d’emprisonnement ;⏎amende de 1 500 euros",
    aide="les peines, une par ligne",
)
def peines(valeurs: object) -> str:
    """One sentence a line."""
    return f"{NBSP};\n".join(_peines("peines", valeurs))


@filtre(
    "peines_en_ligne",
    imprime=None,
    exemple="condamnation.peines|peines_en_ligne → un an et six mois d’emprisonnement, et amende de 1 500 euros",
    aide="les peines, dans une phrase",
)
def peines_en_ligne(valeurs: object) -> str:
    """All the sentences in one phrase; a comma stands before the last « et », since a duration has its own."""
    *premieres, derniere = _peines("peines_en_ligne", valeurs)
    return f"{', '.join(premieres)}, et {derniere}" if premieres else derniere
