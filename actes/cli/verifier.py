"""`actes verifier`: what became of the mentions of finished documents."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli import options
from actes.errors import ActesError, Constat

_WORDS = {"presente": "présente", "alteree": "ALTÉRÉE", "absente": "ABSENTE"}


@click.command(short_help="Dit quelles mentions portent encore des documents déjà produits.")
@click.argument("documents", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DOCUMENT…")
@click.option(
    "--certificat",
    type=click.Path(path_type=Path),
    metavar="CERTIFICAT",
    help="Compare chaque document, sa traduction, à ce certificat français\u00a0: sont-ils remplis de même\u00a0?",
)
@options.sortie_format
@click.pass_context
def verifier(ctx: click.Context, documents: tuple[Path, ...], certificat: Path | None, forme: str) -> None:
    """Relit des documents produits par «\u00a0actes\u00a0», même modifiés depuis dans Word ou LibreOffice.

    Chaque mention est présente (mot pour mot), altérée ou absente.
    """
    from actes.rendu.garde import read_file
    from actes.rendu.lecture import read_document

    shown, constats, statut = [], list[Constat](), 0
    for path in documents:
        try:
            lu = read_document(read_file(path), str(path))
            gaps = _gaps(certificat, path) if certificat else []
        except ActesError as error:
            constats += error.constats
            statut = error.exit_code
            continue
        constats += gaps
        statut = statut or int(not lu.conforme or bool(gaps))
        mentions = [{"id": mention.id, "etat": str(mention.etat)} for mention in lu.mentions]
        shown.append(
            {
                "chemin": str(path),
                "acte": lu.acte,
                "brouillon": lu.brouillon,
                "conforme": lu.conforme,
                **({"correspond": not gaps} if certificat else {}),
                "mentions": mentions,
            }
        )
    if forme == "json":
        options.echo_json({"documents": shown, "constats": [constat.as_json() for constat in constats]})
    else:
        for document in shown:
            _show(document)
        options.echo_constats(constats)
    ctx.exit(statut)


def _gaps(certificat: Path, traduction: Path) -> list[Constat]:
    """Where a translation is not filled as the certificate is."""
    from actes.catalogue import load_catalogue
    from actes.generate import template_folders
    from actes.rendu.garde import read_file
    from actes.traductions.correspondance import compare

    names = str(certificat), str(traduction)
    return list(
        compare(
            read_file(certificat),
            names[0],
            read_file(traduction),
            names[1],
            load_catalogue(template_folders()),
        ).constats
    )


def _show(document: dict[str, object]) -> None:
    verdict = "conforme" if document["conforme"] else "NON CONFORME"
    draft = ", BROUILLON à ne pas signer" if document["brouillon"] else ""
    click.echo(f"{document['chemin']}\u00a0: {verdict}{draft} ({document['acte']})")
    if "correspond" in document:
        click.echo(
            "  remplie comme le certificat" if document["correspond"] else "  N’EST PAS REMPLIE comme le certificat"
        )
    mentions = document["mentions"]
    assert isinstance(mentions, list)
    labels = {} if document["conforme"] else _labels(str(document["acte"]))
    for mention in mentions:
        if not document["conforme"]:
            label = labels.get(mention["id"])
            click.echo(f"  {_WORDS[mention['etat']]:<9} {mention['id']}{f' ({label})' if label else ''}")


def _labels(acte_id: str) -> dict[str, str]:
    """What each mention is, when the catalogue still knows the act."""
    from actes.catalogue import load_catalogue
    from actes.generate import template_folders

    known = load_catalogue(template_folders())
    return {mention.id: mention.libelle for mention in known.acte(acte_id).mentions} if acte_id in known else {}
