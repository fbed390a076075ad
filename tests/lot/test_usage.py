"""What people do with a lot that nobody thought of: files saved oddly, settings beside the dossiers, exports mended."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from actes.cli.lot_affichage import conclude
from actes.lot.commande import Bilan
from actes.lot.journal import Journal, decode_constats, unites
from actes.lot.remise import group_of, ordered, surname_key
from tests.conftest import MODELES
from tests.lot.fabrique import dossier, lot, sources

ORDRE = "ordre-mise-a-execution"
EXPORT = MODELES.parent / "samples" / "export"
REGLAGES = MODELES.parent / "samples" / "reglages.yaml"


def said(sortie: Path, rang: int) -> list[dict[str, object]]:
    """The blocking findings of a dossier of the lot, by rank from 1."""
    journal = Journal(sortie)
    try:
        with journal.read() as connection:
            rows = connection.execute(unites.select().order_by(unites.c.rang)).all()
    finally:
        journal.close()
    return [constat for constat in decode_constats(rows[rang - 1].constats) if constat["gravite"] == "bloquante"]


@pytest.mark.parametrize("name", ["durand.yaml.txt", "durand.yml.bak.txt", "durand.txt"])
def test_a_file_that_looks_like_a_dossier_and_is_not_read_is_told(tmp_path, name):
    source = sources(tmp_path / "source", 2)
    (source / "A" / name).write_text(dossier(ORDRE, "2026/9"))
    bilan = lot(source, tmp_path / "out")
    (constat,) = bilan.constats
    assert (constat.code, bilan.dossiers) == ("fichier-ignore", 2)
    assert f"A/{name}" in constat.message


def test_a_folder_reached_by_a_link_is_told_and_a_link_to_nothing_is_refused(tmp_path):
    source = sources(tmp_path / "source", 1)
    (source / "lien").symlink_to(sources(tmp_path / "ailleurs", 1))
    (source / "perdu.yaml").symlink_to(tmp_path / "nulle-part.yaml")
    bilan = lot(source, tmp_path / "out")
    assert [constat.code for constat in bilan.constats] == ["fichier-ignore"]
    assert (bilan.dossiers, bilan.rejetes) == (2, 1)


def test_scans_and_acts_beside_the_dossiers_are_nobody_s_business(tmp_path):
    source = sources(tmp_path / "source", 1)
    for name in ("pièce.pdf", "acte.docx", "durand.yaml~", ".caché.txt"):
        (source / name).write_bytes(b"x")
    assert lot(source, tmp_path / "out").constats == []


def test_the_settings_among_the_dossiers_are_not_a_dossier(tmp_path):
    source = sources(tmp_path / "source", 2)
    reglages = source / "reglages.yaml"
    reglages.write_bytes(REGLAGES.read_bytes())
    bilan = lot([source, reglages], tmp_path / "out", reglages=reglages)
    assert (bilan.dossiers, bilan.rejetes) == (2, 0)


def test_what_another_lot_left_among_the_sources_is_not_a_source(tmp_path):
    source = sources(tmp_path / "source", 3)
    (source / "C.yaml").write_text("dossier: 2026/7\n")
    assert lot(source, source / "hier").rejetes == 1
    assert (source / "hier" / "bordereaux").is_dir()
    bilan = lot(source, tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes, bilan.constats) == (4, 1, [])


def test_two_dossiers_of_one_reference_are_told_once_an_act(tmp_path):
    (tmp_path / "source").mkdir()
    for name in ("a", "b"):
        (tmp_path / "source" / f"{name}.yaml").write_text(dossier(ORDRE, "2026/1"))
    lot(tmp_path / "source", tmp_path / "out")
    (constat,) = said(tmp_path / "out", 2)
    assert "n’en gardez qu’un" in str(constat["conseil"])


def test_rows_added_to_an_export_since_are_told_as_such(tmp_path):
    export = tmp_path / "sorties.csv"
    lines = (EXPORT / "sorties-d-audience.csv").read_bytes().splitlines(keepends=True)
    export.write_bytes(b"".join(lines))
    asked = {"correspondance": EXPORT / "correspondance.yaml", "reglages": REGLAGES}
    lot(export, tmp_path / "out", **asked)
    export.write_bytes(b"".join([lines[0], *lines[2:]]))
    lot(export, tmp_path / "out", **asked)
    assert {constat["code"] for constat in said(tmp_path / "out", 1)} == {"nom-deja-pris"}
    assert all("nouveau répertoire" in str(constat["conseil"]) for constat in said(tmp_path / "out", 1))


@pytest.mark.parametrize(
    ("nom", "key"),
    [
        ("Madame Zoé Élise D'ALMEIDA", "d almeida zoe elise"),
        ("Monsieur Jean ÉVRARD", "evrard jean"),
        ("service pénitentiaire d’insertion", "service penitentiaire d insertion"),
        ("SPIP du Nord", "spip du nord"),
        ("", ""),
    ],
)
def test_people_are_sorted_by_surname(nom, key):
    assert surname_key(nom) == key


def test_a_list_is_in_the_order_of_surnames(tmp_path):
    (tmp_path / "source").mkdir()
    for rank, (civilite, prenoms, nom) in enumerate(
        [("monsieur", "Abel", "Zola"), ("madame", "Zoé", "Arnaud"), ("monsieur", "Luc", "Évrard")]
    ):
        text = dossier("convocation-jap-spip", f"2026/{rank}").replace("civilite: madame", f"civilite: {civilite}", 1)
        text = text.replace("nom: Le Goff", f"nom: {nom}").replace("prenoms: Maëlle Anne", f"prenoms: {prenoms}")
        (tmp_path / "source" / f"{rank}.yaml").write_text(text)
    lot(tmp_path / "source", tmp_path / "out")
    journal = Journal(tmp_path / "out")
    names = [row["nom_destinataire"].split()[-1] for row in ordered(journal, group_of("mains_propres"))]
    journal.close()
    assert names == ["ARNAUD", "ÉVRARD", "ZOLA"]


def test_what_lacks_in_an_export_is_said_by_its_column_or_for_the_mapping(tmp_path):
    export = tmp_path / "sorties.csv"
    text = (EXPORT / "sorties-d-audience.csv").read_text(encoding="cp1252").replace(";Delattre;", ";;", 1)
    export.write_text(text, encoding="cp1252", newline="\r\n")
    mapping = tmp_path / "c.yaml"
    mapping.write_text(
        (EXPORT / "correspondance.yaml")
        .read_text()
        .replace("  affaire.numero_minute: N° minute\n", "")
        .replace("ignorees: [", "ignorees: [N° minute, ")
    )
    lot(export, tmp_path / "out", correspondance=mapping, reglages=REGLAGES)
    found = {str(one["chemin"]): str(one["conseil"]).replace("\u00a0", " ") for one in said(tmp_path / "out", 1)}
    assert found["condamne.nom"] == "remplissez la colonne « NOM »"
    assert found["affaire.numero_minute"].startswith("donnez à « affaire.numero_minute » une colonne ou une constante")


def test_the_command_to_copy_works_whatever_the_folder_is_called(tmp_path, capsys):
    conclude(Bilan(dossiers=1, rejetes=1), tmp_path / "l'essai du 22", "texte", 0)
    (command,) = [line for line in capsys.readouterr().err.splitlines() if "--seulement" in line]
    assert shlex.split(command)[-1] == str(tmp_path / "l'essai du 22" / "rejets.yaml")
