"""What came of a lot: the same facts for machines and for people, and nobody's name."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from actes.errors import EnvironnementError
from actes.lot import page
from actes.lot.journal import ATTENTE
from actes.lot.page import duration, print_files, write_page
from actes.lot.rapport import write_json, write_reports
from actes.lot.remise import group_of
from tests.lot.journaux import EXECUTION, NOM, RUE, constat, document, dossier, journal_of

VIDES = {"meta", "br", "col", "wbr"}
AVIS = constat(gravite="avertissement", code="mention-absente", message="il manque la peine", ligne=9)
COURT = constat(gravite="information", code="delai-a-venir", message="l’envoi de la copie\u00a0: au plus tard le 14")
DOSSIERS = (
    dossier("2026/1", [document("a.docx"), document("b.docx", mode="conservation", exemplaire="dossier")], [AVIS]),
    dossier("2026/2", [document("c.docx", mode="recommandee")], [COURT]),
    dossier("2026/3", constats=[constat(), constat(code="champ-inconnu", article=None, message="champ inconnu")]),
    dossier("", constats=[constat(code="yaml-invalide", message="un guillemet ouvert")], fichier="/dossiers/d.yaml"),
)


class Arbre(HTMLParser):
    """The tags of a page, in order; what is not closed where it should be is an error."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.opened: list[str] = []
        self.feed(text)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VIDES:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def all(self, name: str) -> Iterator[dict[str, str | None]]:
        return (attrs for tag, attrs in self.tags if tag == name)


def reports(folder: Path, dossiers=DOSSIERS, execution=EXECUTION, **valeurs):
    """The two reports of such a lot."""
    write_reports(folder, journal_of(folder, dossiers, **valeurs), execution)
    return json.loads((folder / "rapport.json").read_text()), (folder / "rapport.html").read_text()


def words(html: str) -> str:
    """The text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("</head>")[2].replace("<wbr>", "")).split())


def test_the_json_counts_and_lists_everything(tmp_path):
    found, _ = reports(tmp_path)
    counts = {"dossiers": 4, "faits": 2, "rejetes": 2, "en_attente": 0, "documents": 3}
    said = {"bloquante": 3, "avertissement": 1, "information": 1}
    assert found["totaux"] == counts | {"constats": said}
    ordre = {"titre": "Ordre de mise à exécution", "dossiers": 2, "documents": 3}
    assert found["par_acte"] == {"ordre-mise-a-execution": ordre}
    remises = {name: one["documents"] for name, one in found["par_remise"].items()}
    assert remises == {"recommandee": 1, "recommandee-avis": 1, "conservation": 1}
    assert found["par_remise"]["recommandee"]["bordereaux"] == [
        "bordereaux/recommandee.docx",
        "bordereaux/recommandee.csv",
    ]
    assert [(one["dossier"], one["etat"], len(one["documents"])) for one in found["dossiers"]] == [
        ("2026/1", "fait", 2),
        ("2026/2", "fait", 1),
        ("2026/3", "rejete", 0),
        (None, "rejete", 0),
    ]
    assert found["dossiers"][0]["constats"] == [AVIS]
    (made,) = found["dossiers"][1]["documents"]
    assert list(made) == ["nom", "acte", "exemplaire", "numero", "sha256", "mode", "destinataire"]
    assert (made["nom"], made["numero"], made["destinataire"]) == ("c.docx", "2026/00001", "condamné")
    assert found["execution"]["etat"] == "termine"
    assert found["execution"]["duree_s"] == 18510.0


def test_only_the_execution_differs_between_two_runs_of_the_same_lot(tmp_path):
    later = replace(EXECUTION, interrompu=True, arret="le disque est plein")
    one, _ = reports(tmp_path / "a")
    other, _ = reports(tmp_path / "b", execution=later, lot="0" * 32, passe=7, interruptions=3, registre=[40, "cd"])
    assert other["execution"]["interruptions"] == 3
    assert one.pop("execution") != other.pop("execution")
    assert one == other


def test_no_report_names_anybody_nor_an_address(tmp_path):
    reports(tmp_path)
    for name in ("rapport.json", "rapport.html", "rejets.yaml"):
        text = (tmp_path / name).read_text()
        assert [word for word in ("DURAND", NOM, RUE, "ROUBAIX") if word in text] == []
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_page_is_well_formed_ordered_and_needs_nothing_from_outside(tmp_path):
    _, html = reports(tmp_path)
    tree = Arbre(html)
    levels = [int(tag[1]) for tag, _ in tree.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert next(tree.all("html"))["lang"] == "fr"
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in tree.tags}
    assert all(attrs.get("scope") for attrs in tree.all("th"))
    assert sum(1 for _ in tree.all("table")) == sum(1 for _ in tree.all("caption"))
    assert {tag for tag, _ in tree.tags} & {"script", "img", "link", "iframe", "form"} == set()
    assert not any(name.startswith("on") or name in ("style", "src") for _, attrs in tree.tags for name in attrs)
    assert "url(" not in html
    assert "http:" not in html


def test_the_policy_lets_in_the_style_of_the_page_and_nothing_else(tmp_path):
    _, html = reports(tmp_path)
    (policy,) = [one["content"] for one in Arbre(html).all("meta") if "http-equiv" in one]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_leads_somewhere(tmp_path):
    (tmp_path / "impression").mkdir()
    (tmp_path / "impression" / "recommandee-avis.pdf").write_bytes(b"")
    (tmp_path / "a.docx").write_bytes(b"")
    _, html = reports(tmp_path)
    tree = Arbre(html)
    ids = {attrs["id"] for _, attrs in tree.tags if attrs.get("id")}
    links = {attrs["href"] for attrs in tree.all("a")}
    assert [link for link in links if link[0] == "#" and link[1:] not in ids] == []
    assert [link for link in links if link[0] != "#" and not (tmp_path / unquote(link)).is_file()] == []
    assert {"a.docx", "impression/recommandee-avis.pdf", "bordereaux/recommandee.docx"} <= links
    assert "c.docx" not in links
    assert print_files(tmp_path, group_of("recommandee")) == []


def test_a_clerk_reads_what_to_do_first(tmp_path):
    _, html = reports(tmp_path)
    text = words(html)
    assert "Terminé. 2 dossiers faits sur 4, 2 dossiers rejetés." in text
    assert f"actes lot --seulement {tmp_path}/rejets.yaml" in text
    assert "Relire 1 dossier fait avec avertissement" in text
    assert "les 3 documents écrits" in text
    assert text.index("À faire d’abord Corriger") < text.index("Une mention obligatoire manque – 1 dossier")
    assert "2026/3 2026-3.yaml:6:5" not in text  # a finding says its own file
    assert "2026/3 a.yaml:6:5 les horaires de présentation manquent ordre-mise-a-execution CPP D48-2-4 al. 1" in text
    assert "champ inconnu" in text
    assert "sans référence lisible" in text
    assert "l’envoi de la copie ordre-mise-a-execution CPP D48-2-4 al. 1 1" in text


@pytest.mark.parametrize(
    ("dossiers", "execution", "dit"),
    [
        ([], {}, "Aucun dossier dans ce lot"),
        (DOSSIERS[:2], {}, "Les 2 dossiers sont tous faits"),
        (DOSSIERS[:1], {}, "Le dossier est fait"),
        (DOSSIERS[2:], {}, "Tous les dossiers sont rejetés."),
        (DOSSIERS[2:3], {}, "Tous les dossiers sont rejetés, pour la même sorte de raison."),
        ([*DOSSIERS, dossier("2026/9", etat=ATTENTE)], {"interrompu": True}, "il reste 1 dossier à faire"),
        (DOSSIERS, {"interrompu": True, "arret": "le disque est plein"}, "Il s’est arrêté : le disque est plein."),
    ],
)
def test_each_situation_has_its_words(tmp_path, dossiers, execution, dit):
    _, html = reports(tmp_path, dossiers, replace(EXECUTION, **execution))
    Arbre(html)
    assert dit in words(html)


@pytest.mark.parametrize(
    "texte", ["<script>alert(1)</script>", '"><a href=//x>', "</style><b>", "{{ 7*7 }}", "\x1b[31m\x00"]
)
def test_a_hostile_text_is_only_a_text(tmp_path, texte):
    bad = constat(
        message=texte, conseil=texte, article=texte, acte=texte, code=texte, fichier=f"/{texte}", chemin=texte
    )
    made = [document("a.docx", titre=texte, numero=texte, exemplaire=texte, acte=texte, mode=texte, destinataire=texte)]
    told = [bad | {"gravite": "avertissement"}, bad | {"gravite": "information"}]
    found, html = reports(
        tmp_path,
        [dossier(texte, made, told), dossier(texte, constats=[bad], fichier=f"/b/{texte}")],
        execution=replace(EXECUTION, arret=texte, interrompu=True),
        options={"sources": [texte]},
    )
    assert found["dossiers"][1]["constats"] == [bad]
    tree = Arbre(html)
    assert {tag for tag, _ in tree.tags} & {"script", "b"} == set()
    assert {attrs["href"][:2] for attrs in tree.all("a")} & {"//", '">'} == set()
    assert "49" not in words(html)
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)


def test_a_dossier_blocked_for_one_act_says_that_the_others_are_written(tmp_path):
    _, html = reports(tmp_path, [dossier("2026/1", [document("a.docx")], [constat()])])
    assert "1 document écrit pour ses autres actes" in words(html)


def test_a_reason_shared_by_many_is_said_once_with_its_number(tmp_path):
    many = [dossier(f"2026/{rank}", constats=[constat()]) for rank in range(40)]
    _, html = reports(tmp_path, many)
    assert words(html).count("40 dossiers : les horaires de présentation manquent") == 1


def test_beyond_some_number_the_page_shows_the_first_and_leads_to_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "ENTIER", 30)
    monkeypatch.setattr(page, "EXTRAIT", 10)
    many = [dossier(f"2026/{rank:02}", constats=[constat()] * 20) for rank in range(40)]
    found, html = reports(tmp_path, many)
    assert len(found["dossiers"]) == 40
    assert "Les 10 premiers dossiers" in html
    assert "Et 30 autres dossiers" in words(html)
    assert "2026/09" in html
    assert "2026/10" not in html
    assert "et 8 autres motifs" in words(html)
    assert "sont trop nombreux pour cette page" in words(html)


def test_warnings_are_gathered_with_the_dossiers_that_they_are_about(tmp_path):
    many = [dossier(f"2026/{rank:02}", [document(f"{rank}.docx")], [AVIS, AVIS]) for rank in range(15)]
    _, html = reports(tmp_path, many)
    text = words(html)
    assert text.count("il manque la peine") == 1
    assert "15 2026/00, 2026/01," in text
    assert "et 3 autres" in text


def test_the_files_are_named_from_the_folder_that_holds_them_all(tmp_path):
    one = [
        dossier("2026/1", constats=[constat(fichier="/d/mars/a.yaml")], fichier="/d/mars/a.yaml"),
        dossier("2026/2", constats=[constat(fichier="/d/mai/b.yaml")], fichier="/d/mai/b.yaml", place=2),
    ]
    text = words(reports(tmp_path, one)[1])
    assert "à partir de /d/ ." in text
    assert "mars/a.yaml:6:5" in text
    assert "mai/b.yaml (dossier n° 3)" in text


def test_written_again_the_reports_take_the_place_of_the_former(tmp_path):
    reports(tmp_path / "a")
    journal = journal_of(tmp_path / "b", DOSSIERS[:1])
    write_reports(tmp_path / "a", journal, EXECUTION)
    assert json.loads((tmp_path / "a" / "rapport.json").read_text())["totaux"]["dossiers"] == 1
    assert "recommandee.csv" not in {path.name for path in (tmp_path / "a" / "bordereaux").iterdir()}


def test_what_the_disk_refuses_is_told_and_leaves_the_former_report(tmp_path):
    journal = journal_of(tmp_path, DOSSIERS)
    (tmp_path / "rapport.json").mkdir()
    with pytest.raises(EnvironnementError, match=r"rapport\.json"):
        write_reports(tmp_path, journal, EXECUTION)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".en-cours")] == []


def test_a_journal_that_is_damaged_is_told(tmp_path):
    journal = journal_of(tmp_path, DOSSIERS)
    journal.close()
    for path in tmp_path.glob("journal.sqlite-*"):
        path.unlink()
    journal.path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    with pytest.raises(EnvironnementError, match=r"journal\.sqlite"):
        write_reports(tmp_path, journal, EXECUTION)


def test_memory_does_not_follow_the_number_of_dossiers(tmp_path):
    peaks = []
    for number in (1500, 6000):
        made = (dossier(f"2026/{rank}", [document(f"{rank}.docx")], [AVIS]) for rank in range(number))
        journal = journal_of(tmp_path / str(number), list(made))
        tracemalloc.start()
        write_json(tmp_path / str(number), journal, EXECUTION)
        write_page(tmp_path / str(number), journal, EXECUTION.as_json({}), "0")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


@pytest.mark.parametrize(
    ("secondes", "dit"), [(4, "4\u00a0s"), (200, "3\u00a0min\u00a020\u00a0s"), (18510, "5\u00a0h\u00a008\u00a0min")]
)
def test_a_duration_is_said_as_one_says_it(secondes, dit):
    assert duration(secondes) == dit
