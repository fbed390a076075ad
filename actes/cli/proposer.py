"""`actes proposer`: the acts that are due, why, by when; those that are not, why; the facts that would decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.proposer import Etat, Exclusion, Proposition

_INDENT = "    "


@click.command(short_help="Dit quels actes sont dus, pourquoi et pour quand.")
@options.sources
@options.jour
@click.option("--tout", is_flag=True, help="Dit aussi pourquoi chacun des autres actes du catalogue n’est pas dû.")
@options.modeles
@options.reglages
@options.sortie_format
@click.pass_context
def proposer(
    ctx: click.Context,
    dossiers: tuple[Path, ...],
    jour: date | None,
    tout: bool,
    modeles: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Dit, d’après les faits des dossiers DOSSIER…, quels actes sont dus, pourquoi, pour quand, et ce qui leur manque.

    Dit aussi les actes qu’on pourrait attendre et qui ne sont pas dus, et les faits qui manquent pour en décider.
    """
    from actes.generate import Atelier, Demande, open_reglages, template_folders
    from actes.proposer import propose

    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        bilan = propose(dossiers, atelier, Demande(aujourdhui=date.today(), jour=jour))
    except ActesError as error:
        options.exit_on(error, forme, {"propositions": [], "exclusions": [], "faits_manquants": []})
        return
    if forme == "json":
        options.echo_json(
            {
                "propositions": [_due_facts(due, etat) for etat in bilan.etats for due in etat.propositions],
                "exclusions": [_excluded_facts(out, etat) for etat in bilan.etats for out in etat.exclusions],
                "faits_manquants": [fact for etat in bilan.etats for fact in _missing_facts(etat)],
                "constats": [constat.as_json() for constat in bilan.constats],
            }
        )
    else:
        for etat in bilan.etats:
            _show(etat, tout)
        options.echo_constats(bilan.constats)
    ctx.exit(bilan.statut)


def _due_facts(due: Proposition, etat: Etat) -> dict[str, Any]:
    from actes.cli.delais import delay_facts

    return {
        "fichier": etat.fichier,
        "dossier": etat.reference,
        "acte": due.acte.id,
        "titre": due.examen.titre,
        "motif": due.motif,
        "article": due.article,
        "emetteur": due.examen.emetteur.autorite if due.examen.emetteur else None,
        "demande": due.demande,
        **({"langue": due.examen.langue} if due.acte.langue else {}),
        "echeance": due.echeance.isoformat() if due.echeance else None,
        "delai": delay_facts(due.butoir) if due.butoir else None,
        "etat": "pret" if due.pret else "incomplet",
        "constats": [constat.as_json() for constat in due.examen.constats],
    }


def _excluded_facts(out: Exclusion, etat: Etat) -> dict[str, Any]:
    return {
        "fichier": etat.fichier,
        "dossier": etat.reference,
        "acte": out.acte.id,
        "titre": out.acte.titre,
        "motif": out.motif,
        "article": out.article,
        "attendu": out.attendue,
    }


def _missing_facts(etat: Etat) -> list[dict[str, Any]]:
    return [
        {
            "fichier": etat.fichier,
            "dossier": etat.reference,
            "chemin": fact.chemin,
            "titre": fact.titre,
            "actes": list(fact.actes),
            "ligne": fact.place.ligne if fact.place else None,
            "colonne": fact.place.colonne if fact.place else None,
        }
        for fact in etat.faits
    ]


def _show(etat: Etat, tout: bool) -> None:
    from actes.catalogue import jour_en_lettres

    count = len(etat.propositions)
    acts = "aucun acte dû" if not count else "1 acte dû" if count == 1 else f"{count} actes dus"
    _say(f"Dossier {etat.reference}, au {jour_en_lettres(etat.jour)} : {acts}")
    for due in etat.propositions:
        _show_due(due, etat)
    expected = [out for out in etat.exclusions if out.attendue or tout]
    if expected:
        _say("\n  Ne sont pas dus :")
    for ids, motif, articles in _by_reason(expected):
        _say(f"{_INDENT}{', '.join(ids)} : {motif} ({' ; '.join(articles)})")
    if etat.faits:
        _say("\n  Il manque des faits pour en décider d’autres :")
    for fact in etat.faits:
        _say(f"{_INDENT}{fact.titre} — {fact.conseil} (déciderait de : {', '.join(fact.actes)})")
    click.echo()


def _by_reason(exclusions: list[Exclusion]) -> list[tuple[list[str], str, list[str]]]:
    """The acts set aside for one same reason are told together, with their articles."""
    reasons: dict[str, list[Exclusion]] = {}
    for out in exclusions:
        reasons.setdefault(out.motif, []).append(out)
    return [
        ([out.acte.id for out in outs], motif, list(dict.fromkeys(out.article for out in outs)))
        for motif, outs in reasons.items()
    ]


def _show_due(due: Proposition, etat: Etat) -> None:
    from actes.droit.langues import nom_de_langue
    from actes.validation.explication import by_when

    _say(f"\n  {due.acte.id}{' (demandé)' if due.demande else ''}\n{_INDENT}{due.examen.titre}")
    because = "parce qu’" if due.motif[:1].lower() in "aeiouyéèêœ" else "parce que "
    _say(f"{_INDENT}{because}{due.motif} ({due.article})")
    if due.butoir is not None:
        late = " — DÉPASSÉ" if due.butoir.evenement is None and due.butoir.dernier_jour < etat.jour else ""
        _say(f"{_INDENT}{by_when(due.butoir)}{late}")
    if due.examen.emetteur is not None:
        _say(f"{_INDENT}émis par : {due.examen.emetteur.autorite}")
    if due.acte.langue is not None:
        second = "seconde langue" if due.acte.langue.dessous else "langue"
        _say(f"{_INDENT}{second} : {nom_de_langue(due.examen.langue)} ({due.examen.langue})")
    if due.pret:
        _say(f"{_INDENT}prêt à produire")
        return
    mentions, others = _lacks(due)
    if mentions:
        _say(f"{_INDENT}à compléter : {' ; '.join(mentions)}")
    for other in others:
        _say(f"{_INDENT}- {other}")


def _lacks(due: Proposition) -> tuple[list[str], list[str]]:
    """The mentions that lack something, each named once (`actes valider` says the fields); whatever else blocks."""
    labels = {m.mention.id: m.mention.libelle for document in due.examen.documents for m in document.mentions}
    mentions: dict[str, None] = {}
    others: dict[str, None] = {}
    for constat in options.told_once(list(due.obstacles)):
        if constat.mention in labels and constat.code in ("mention-absente", "fait-manquant"):
            mentions[labels[constat.mention]] = None
        else:
            others[constat.message + (f" ({constat.article})" if constat.article else "")] = None
    return list(mentions), list(others)


def _say(text: str) -> None:
    click.echo(typographie(text))
