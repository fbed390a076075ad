"""`actes modeles texte`, `actes modeles git`: the templates as text, for reading and for `git diff`."""

from __future__ import annotations

from pathlib import Path

import click

from actes.typographie import typographie


@click.command(short_help="Écrit un modèle en texte, une ligne par paragraphe.")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER.docx")
@click.option("--pour-git", is_flag=True, hidden=True)  # a textconv that fails ends the whole `git diff`
def texte(fichier: Path, pour_git: bool) -> None:
    """Écrit en texte un modèle, un fragment ou un acte\u00a0: une ligne par paragraphe, balises et marques comprises.

    Une ligne de tableau s’écrit | cellule | cellule |\u00a0; en-têtes, notes et pieds de page sont nommés au début de
    chacune de leurs lignes. «\u00a0git diff\u00a0» s’en sert une fois que «\u00a0actes modeles git\u00a0» l’a réglé.
    """
    from actes.errors import LectureError
    from actes.rendu.garde import open_docx
    from actes.rendu.texte import plain_lines, read_passages

    try:
        passages = read_passages(open_docx(fichier), str(fichier))
    except LectureError as error:
        if not pour_git:
            raise
        click.echo(f"[{error.constats[0].message}]".encode())
        return
    click.echo("".join(f"{line}\n" for line in plain_lines(passages)).encode(), nl=False)


@click.command(short_help="Règle git pour qu’il montre les modèles en texte.")
def git() -> None:
    """Règle le dépôt git où l’on se trouve\u00a0: «\u00a0git diff\u00a0» y montre ensuite les .docx en texte.

    Écrit le réglage diff.actes.textconv du dépôt, et la ligne «\u00a0*.docx diff=actes\u00a0» dans .gitattributes, à
    valider avec le reste. Ce qui est déjà fait est laissé tel quel.
    """
    import shutil

    from actes.depot_git import ATTRIBUTS, COMMANDE, LIGNE, REGLAGE, set_up

    done = set_up(Path.cwd())
    before = f" (il disait « {done.ancien} »)" if done.ancien is not None and done.reglage else ""
    _say(f"Réglage du dépôt {done.racine} : {REGLAGE} = « {COMMANDE} »{before}" if done.reglage else "")
    _say(f"{ATTRIBUTS} : ligne « {LIGNE} » ajoutée ; validez ce fichier." if done.attributs else "")
    if not done.reglage and not done.attributs:
        _say(f"Rien à faire : le dépôt {done.racine} est déjà réglé.")
    else:
        _say("« git diff » montre maintenant les .docx en texte. Chacun lance cette commande dans sa propre copie.")
    if shutil.which("actes") is None:
        click.echo(
            typographie(
                "Attention : la commande « actes » est introuvable dans le PATH ; git ne pourra pas l'appeler tant "
                "qu'elle n'y sera pas."
            ),
            err=True,
        )


def _say(text: str) -> None:
    if text:
        click.echo(typographie(text))
