"""The legal cases of an act (`actes/cas.py`), judged: what gate 1 must find, and what it found instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path

from actes.cas import CLES_ATTENDU, Cas, changed, load_cas, put, read_plain, take_out
from actes.catalogue import Acte, Catalogue, load_catalogue
from actes.dossier import load_dossier
from actes.errors import Constat, Gravite
from actes.validation import Examen, check_dossier
from tests.conftest import MODELES

AUJOURDHUI = date(2026, 11, 21)  # never used: an example and a case give their date
CLES_CONSTAT = {"code", "mention", "article", "chemin", "gravite", "message", "regle", "delai"}

__all__ = ["CLES_ATTENDU", "Cas", "changed", "load_cas", "put", "read_plain", "take_out"]


@cache
def catalogue() -> Catalogue:
    """The installed act types."""
    return load_catalogue([MODELES])


def folders(name: str) -> list[Path]:
    """The acts' folders that hold this file."""
    return sorted(path.parent for path in MODELES.glob(f"[!_]*/{name}"))


def examine(acte_id: str, texte: str) -> tuple[Examen, list[Constat]]:
    """Gate 1 on a dossier, and all that is said, the reader's findings included."""
    lecture = load_dossier(texte, "dossier.yaml", catalogue().champs())
    examen = check_dossier(catalogue().acte(acte_id), lecture, AUJOURDHUI)
    return examen, [*lecture.constats, *examen.constats]


def failures(cas: Cas) -> list[str]:
    """What the case expected and did not get."""
    acte = catalogue().acte(cas.acte)
    examen, constats = examine(cas.acte, cas.texte)
    found = "\n".join(f"    {c.gravite} {c.code} {c.mention or ''} {c}" for c in constats)
    problems = [*_of_outcome(cas, examen), *_of_constats(cas, acte, constats), *_of_documents(cas, examen)]
    return [f"{problem}\n  constats trouvés :\n{found}" for problem in problems]


def _of_outcome(cas: Cas, examen: Examen) -> Iterator[str]:
    assert cas.attendu["bloque"] in ("oui", "non"), f"{cas} : « bloque » vaut oui ou non"
    if examen.bloque != (cas.attendu["bloque"] == "oui"):
        yield f"bloque : attendu {cas.attendu['bloque']}, trouvé {'oui' if examen.bloque else 'non'}"
    emetteur = cas.attendu.get("emetteur")
    if emetteur and (examen.emetteur is None or emetteur not in examen.emetteur.autorite):
        yield f"émetteur : attendu {emetteur}, trouvé {examen.emetteur and examen.emetteur.autorite}"
    delais = {due.delai.id: [due.limite.isoformat(), due.reportee.isoformat()] for due in examen.delais}
    for name, days in (cas.attendu.get("delais") or {}).items():
        wanted = days if isinstance(days, list) else [days, days]
        if delais.get(name) != wanted:
            yield f"délai {name} : attendu {wanted}, trouvé {delais.get(name)}"


def _of_constats(cas: Cas, acte: Acte, constats: list[Constat]) -> Iterator[str]:
    for wanted in cas.attendu.get("constats") or ():
        if not any(matches(constat, wanted, acte) for constat in constats):
            yield f"constat attendu et non trouvé : {wanted}"
    for unwanted in cas.attendu.get("absents") or ():
        if any(matches(constat, unwanted, acte) for constat in constats):
            yield f"constat trouvé et non attendu : {unwanted}"


def matches(constat: Constat, wanted: Mapping[str, str], acte: Acte) -> bool:
    """Whether a finding is the one that a case describes; `regle` and `delai` are recognised by what they say."""
    assert set(wanted) <= CLES_CONSTAT, f"clés de constat inconnues : {sorted(set(wanted) - CLES_CONSTAT)}"
    if wanted.get("gravite", constat.gravite) != constat.gravite:
        return False
    if wanted.get("message", "") not in plain(constat.message):
        return False
    if "regle" in wanted and not _speaks_of_rule(constat, wanted["regle"], acte):
        return False
    if "delai" in wanted and not _speaks_of_delay(constat, wanted["delai"], acte):
        return False
    return all(
        wanted.get(key, getattr(constat, key)) == getattr(constat, key)
        for key in ("code", "mention", "article", "chemin")
    )


def _speaks_of_rule(constat: Constat, regle: str, acte: Acte) -> bool:
    rules = [r for r in (*acte.regles, *acte.coherence) if r.id == regle]
    assert rules, f"l'acte {acte.id} n'a pas de règle « {regle} »"
    message = plain(constat.message)
    return any(plain(r.message) in message or f"la règle « {regle} »" in message for r in rules)


def _speaks_of_delay(constat: Constat, delai: str, acte: Acte) -> bool:
    delays = [d for d in acte.delais if d.id == delai]
    assert delays, f"l'acte {acte.id} n'a pas de délai « {delai} »"
    message = plain(constat.message)
    return any(message.startswith(plain(d.libelle)) or f"le délai « {delai} »" in message for d in delays)


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("’", "'")


def _of_documents(cas: Cas, examen: Examen) -> Iterator[str]:
    due = {mention.mention.id for document in examen.documents for mention in document.mentions}
    for name in cas.attendu.get("mentions") or ():
        if name not in due:
            yield f"mention due et non trouvée : {name}"
    for name in cas.attendu.get("sans_mentions") or ():
        if name in due:
            yield f"mention trouvée et non due : {name}"
    copies = list(dict.fromkeys(document.exemplaire.id for document in examen.documents))
    if "exemplaires" in cas.attendu and copies != cas.attendu["exemplaires"]:
        yield f"exemplaires : attendu {cas.attendu['exemplaires']}, trouvé {copies}"
    modes = {document.exemplaire.id: document.remise and document.remise.mode for document in examen.documents}
    for name, mode in (cas.attendu.get("remise") or {}).items():
        if modes.get(name) != mode:
            yield f"remise de {name} : attendu {mode}, trouvé {modes.get(name)}"
    for name, value in (cas.attendu.get("calculs") or {}).items():
        given = _written(_calcul(examen, name))
        if given != value:
            yield f"calcul {name} : attendu {value}, trouvé {given}"


def _calcul(examen: Examen, name: str) -> object:
    """The value of `montant` or `limite.reportee` in the first document."""
    racine, _, suite = name.partition(".")
    value = examen.documents[0].valeurs[racine] if examen.documents else None
    return attrgetter(suite)(value) if suite and value is not None else value


def _written(value: object) -> str:
    """A value as a dossier writes it: 2026-11-20, oui, 1500.00, 1 an 6 mois."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def blocking_mentions(constats: Iterable[Constat]) -> set[str | None]:
    """The mentions that a blocking finding names."""
    return {constat.mention for constat in constats if constat.gravite is Gravite.BLOQUANTE}
