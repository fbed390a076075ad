"""`actes traductions`: the table for the translator, its return, and the catalogues of the templates."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli import options
from actes.errors import ActesError, DossierRefused
from actes.typographie import typographie

ACTE = "traduction-certificat"
SHOWN = 3  # of what is wrong in each catalogue, when all of them are shown


@click.group(short_help="Fait traduire les textes d’un dossier, et suit les catalogues des langues.")
def traductions() -> None:
    """Fait traduire les textes d’un dossier par un traducteur, et suit les catalogues des langues.

    Les libellés des actes viennent de catalogues\u00a0; les textes de l’affaire (faits, motifs) ne sont traduits que
    par un traducteur\u00a0: «\u00a0extraire\u00a0» lui prépare un tableau, «\u00a0integrer\u00a0» le reprend.
    """


@traductions.command(short_help="Écrit le tableau bilingue que le traducteur remplit.")
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
@options.langue
@click.option("--acte", "acte_id", default=ACTE, metavar="ID", help=f"L’acte à traduire ({ACTE} sans cette option).")
@click.option(
    "--sortie",
    default=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    metavar="RÉPERTOIRE",
    help="Où écrire le tableau (ici, sans cette option).",
)
@click.option("--remplacer", is_flag=True, help="Écrase un tableau déjà présent, même modifié.")
@options.modeles
@options.reglages
@options.sortie_format
def extraire(
    dossier: Path,
    langue: str | None,
    acte_id: str,
    sortie: Path,
    remplacer: bool,
    modeles: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Écrit le tableau bilingue (Word) des textes de DOSSIER\u00a0: champ, français, traduction à remplir.

    Les traductions que le dossier a déjà y sont reprises, sauf si le texte français a changé depuis.
    """
    from actes.deliver import Fichier, check_targets, write_whole
    from actes.droit.langues import langue_certificat
    from actes.generate import Atelier, open_reglages, template_folders
    from actes.nommage import document_name
    from actes.traductions.tableau import check_langue, extract

    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        fichiers, acte = [], atelier.catalogue.acte(acte_id)
        for lecture in atelier.read(dossier):
            if lecture.dossier is None:
                raise DossierRefused(constats=lecture.constats)
            sanction = lecture.dossier.sanction
            code = check_langue(langue or (langue_certificat(sanction) if sanction else None))
            name = document_name(lecture.dossier.dossier, f"traduction-{code}")
            fichiers.append(Fichier(name, extract(acte, lecture, code), acte_id, lecture.place("dossier")))
        if conflicts := check_targets(fichiers, sortie, (), remplacer):
            raise DossierRefused(constats=conflicts)
        paths = write_whole(sortie, fichiers, remplacer)
    except ActesError as error:
        options.exit_on(error, forme, {"tableaux": []})
        return
    if forme == "json":
        options.echo_json({"tableaux": [{"chemin": str(path)} for path in paths], "constats": []})
    else:
        for path in paths:
            click.echo(str(path))


@traductions.command(short_help="Reprend dans le dossier le tableau que le traducteur a rempli.")
@click.argument("tableau", type=click.Path(path_type=Path), metavar="TABLEAU.docx")
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
@options.modeles
@options.sortie_format
def integrer(tableau: Path, dossier: Path, modeles: Path | None, forme: str) -> None:
    """Écrit dans DOSSIER, sous «\u00a0traductions\u00a0», ce que le traducteur a écrit dans TABLEAU.docx.

    Tout est vérifié d’abord\u00a0: le dossier est le bon, le français n’a pas changé, rien ne manque. Sinon le dossier
    n’est pas touché. Ses commentaires et sa mise en page sont gardés.
    """
    from actes.deliver import rewrite
    from actes.generate import Atelier, template_folders
    from actes.place import Place
    from actes.rendu.garde import read_file
    from actes.rendu.tableau_bilingue import read_table
    from actes.traductions.tableau import integrate

    try:
        catalogue = Atelier(template_folders(modeles)).catalogue
        content, table = read_file(dossier), read_file(tableau)
        acte = catalogue.acte(read_table(table, str(tableau)).faits.get("acte", ACTE))
        done = integrate(acte, table, str(tableau), content, str(dossier), catalogue.champs())
        if done.contenu != content and not rewrite(dossier, content, done.contenu):
            message = "le dossier a changé pendant l'intégration : rien n'y est écrit"
            raise DossierRefused(typographie(message), Place(str(dossier)), conseil="relancez la commande")
    except ActesError as error:
        options.exit_on(error, forme, {"dossier": None})
        return
    if forme == "json":
        facts = {"reference": done.reference, "langue": done.langue, "textes": done.textes}
        options.echo_json({"dossier": str(dossier), **facts, "constats": []})
    else:
        click.echo(f"{dossier}  {done.langue}  {done.textes} textes")


@traductions.command(short_help="Dit où en sont les catalogues des langues, et les met à jour.")
@click.argument("actes", nargs=-1, metavar="[ID…]")
@click.option("--mettre-a-jour", is_flag=True, help="Réécrit le .pot d’après le modèle et y porte chaque .po.")
@click.option("--langue", "langues", multiple=True, metavar="XX", help="Seulement cette langue, commencée au besoin.")
@options.modeles
@options.sortie_format
@click.pass_context
def catalogues(
    ctx: click.Context,
    actes: tuple[str, ...],
    mettre_a_jour: bool,
    langues: tuple[str, ...],
    modeles: Path | None,
    forme: str,
) -> None:
    """Compare les catalogues de traduction aux modèles des actes ID (certificat-sanction-pecuniaire sans ID)."""
    from actes.generate import Atelier, template_folders
    from actes.traductions.catalogues import review, update_catalogues
    from actes.traductions.tableau import check_langue

    try:
        atelier = Atelier(template_folders(modeles))
        bilans = []
        for langue in langues:
            check_langue(langue)
        for acte_id in actes or ("certificat-sanction-pecuniaire",):
            acte = atelier.catalogue.acte(acte_id)
            if mettre_a_jour:
                update_catalogues(acte, atelier.modeles, langues)
            bilans += [(acte_id, bilan) for bilan in review(acte, atelier.modeles, langues)]
    except ActesError as error:
        options.exit_on(error, forme, {"catalogues": []})
        return
    constats = [constat for _, bilan in bilans for constat in bilan.constats]
    if forme == "json":
        rows = [
            {
                "acte": acte_id,
                "langue": bilan.langue,
                "fichier": str(bilan.fichier),
                "libelles": bilan.libelles,
                "manquants": bilan.manquants,
                "non_verifies": bilan.non_verifies,
            }
            for acte_id, bilan in bilans
        ]
        options.echo_json({"catalogues": rows, "constats": [constat.as_json() for constat in constats]})
    else:
        for acte_id, bilan in bilans:
            figures = f"{bilan.libelles} libellés, {bilan.manquants} manquants, {bilan.non_verifies} non vérifiés"
            click.echo(f"{acte_id}  {bilan.langue}  {figures}")
            options.echo_constats(bilan.constats if langues or actes else bilan.constats[:SHOWN])
            if not (langues or actes) and len(bilan.constats) > SHOWN:
                rest = f"… et {len(bilan.constats) - SHOWN} autres : actes traductions catalogues {acte_id} --langue "
                click.echo(typographie(rest + bilan.langue), err=True)
    ctx.exit(int(any(bilan.manquants for _, bilan in bilans)))
