"""The preview without its server: what one choice shows, as the files stand, and what is said when nothing can be."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from actes.apercu.description import describe
from actes.apercu.projet import Choix, Projet, open_projet
from actes.apercu.seance import Seance
from actes.catalogue import load_catalogue
from actes.errors import LectureError, ModeleError
from actes.generate import Atelier, Demande
from actes.produce import produce
from actes.rendu.garde import open_docx
from actes.rendu.signes import numbers_in, without_signs
from tests.apercu.atelier import ACTE, copy_acte, edit
from tests.conftest import MODELES, RACINE

JOUR = date(2026, 11, 22)
ACTES = load_catalogue([MODELES]).ids


def opened(racine: Path | None, cible: str | None = ACTE, **options) -> Seance:
    racines = (MODELES, racine) if racine else (MODELES,)
    return Seance(open_projet(Projet(racines=racines, aujourdhui=JOUR, **options), cible))


def told(seance: Seance, **choix) -> dict:
    """What the page is told, through JSON as it travels."""
    return json.loads(json.dumps(describe(seance, seance.look(Choix(**choix)))))


def texts(docx: bytes) -> dict[str, str]:
    return {n: d.decode() for n, d in open_docx(docx).items() if n.startswith("word/") and n.endswith(".xml")}


@pytest.fixture(scope="module")
def seance() -> Seance:
    """A preview of the installed acts, that no test changes."""
    return opened(None, exemples=RACINE / "samples")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The author's own copy of an act."""
    return copy_acte(tmp_path / "modeles")


@pytest.mark.parametrize("acte", ACTES)
def test_every_act_is_shown_as_it_is_delivered_and_every_text_has_its_origin(seance, acte):
    vue = seance.look(Choix(acte=acte, dossier="exemple"))
    assert (vue.erreur, vue.perime) == (None, False)
    shown, exact = texts(vue.page.reperes), texts(seance.exact(vue))
    assert {name: without_signs(text, "") for name, text in shown.items()} == exact
    sources = describe(seance, vue)["sources"]
    assert numbers_in("".join(shown.values())) == {int(number) for number in sources}


def test_the_exact_document_is_the_one_that_generer_writes(seance):
    atelier = Atelier([MODELES])
    lecture = atelier.read(MODELES / ACTE / "exemple.yaml")[0]
    examen = atelier.examine(lecture, ACTE, Demande(aujourdhui=JOUR))
    expected = {d.exemplaire: d.contenu for d in produce(examen, lecture, atelier.modeles)}
    assert {name: seance.exact(seance.look(Choix(exemplaire=name))) for name in expected} == expected


def test_a_value_leads_to_its_path_its_line_and_its_place_in_the_template(seance):
    sources = told(seance)["sources"].values()
    (source,) = (s for s in sources if s["texte"] == "Centre pénitentiaire de Lille-Loos-Sequedin")
    assert source["chemin"] == "incarceration.etablissement"
    assert (Path(source["fichier"]).name, source["ligne"]) == ("exemple.yaml", 21)
    assert source["modele"]["cellule"] == "tableau 1, ligne 2, cellule 1"
    assert (source["mention"], source["article"]) == ("etablissement", "CPP D48-2-4 al. 1")


def test_a_filter_that_prints_an_identity_leads_to_the_names_it_prints(seance):
    sources = told(seance)["sources"].values()
    found = next(s for s in sources if s["expression"] == "condamne|identite")
    assert {"condamne.nom", "condamne.prenoms"} <= {each["chemin"] for each in found["chemins"]}


def test_what_the_settings_give_is_not_said_to_be_in_the_dossier(own, tmp_path):
    reglages = tmp_path / "reglages.yaml"
    reglages.write_text("service: {nom: bureau des peines}\n")
    exemple = own / ACTE / "exemple.yaml"
    lines = exemple.read_text().splitlines()
    start = next(rank for rank, line in enumerate(lines) if line.startswith("service:"))
    end = next(rank for rank in range(start + 1, len(lines)) if not lines[rank].startswith(" "))
    exemple.write_text("\n".join(lines[:start] + lines[end:]) + "\n")
    etat = told(opened(own, reglages=reglages), brouillon=True)
    (field,) = (champ for champ in etat["champs"] if champ["chemin"] == "service.nom")
    assert (field["valeur"], Path(field["fichier"]).name, field["ligne"]) == (
        "bureau des peines",
        "reglages.yaml",
        None,
    )


def test_each_mention_says_its_state_and_why(seance):
    mentions = {m["id"]: m for m in told(seance, exemplaire="original")["mentions"]}
    assert mentions["visa-decision"]["etat"] == "presente"
    assert mentions["visa-decision"]["ancres"]
    assert mentions["copie-simple"]["etat"] == "sans-objet"
    assert "« copie »" in mentions["copie-simple"]["pourquoi"].replace("\u00a0", " ")
    assert mentions["delegation"]["etat"] == "sans-objet"
    assert "condamnation.mandat.transmission : non renseigné" in mentions["delegation"]["pourquoi"].replace(
        "\u00a0", " "
    )


def test_a_missing_mention_is_shown_in_a_draft_for_want_of_an_act(seance):
    etat = told(seance, dossier="cas-2")
    assert (etat["perime"], etat["repli"], etat["erreur"]) == (True, "brouillon", "l’acte est refusé")
    (mention,) = (m for m in etat["mentions"] if m["id"] == "horaires-presentation")
    assert mention["etat"] == "manquante"
    blank = next(s for s in etat["sources"].values() if s["genre"] == "blanc")
    assert blank["mention"] == "horaires-presentation"
    assert etat["sources"][mention["ancre"]]["mention"] == "horaires-presentation"


def test_the_findings_of_a_case_point_at_the_file_of_the_cases(seance):
    (constat, *_) = (c for c in told(seance, dossier="cas-2")["constats"] if c["mention"] == "horaires-presentation")
    assert Path(constat["fichier"]).name == "cas.yaml"
    line = (MODELES / ACTE / "cas.yaml").read_text().splitlines()[constat["ligne"] - 1]
    assert line.lstrip().startswith("sans: [incarceration.heure_debut")


def test_an_act_that_a_rule_refuses_is_shown_all_the_same_as_a_draft(seance):
    etat = told(seance, date=date(2026, 12, 16))
    assert (etat["perime"], etat["repli"], etat["erreur"]) == (True, "refus", "l’acte est refusé")
    assert etat["sources"]
    assert any(c["gravite"] == "bloquante" for c in etat["constats"])


def test_what_is_out_of_date_gives_the_same_pages_as_the_document_it_shows(own):
    seance = opened(own)
    good = texts(seance.exact(seance.look(Choix())))
    (own / ACTE / "modele.docx").write_bytes(b"PK")
    late = texts(seance.exact(seance.look(Choix())))
    assert late == good


def test_asked_for_a_draft_the_act_is_one_and_is_not_out_of_date(seance):
    etat = told(seance, dossier="cas-2", brouillon=True)
    assert (etat["perime"], etat["repli"], etat["erreur"]) == (False, None, None)


def test_the_time_machine_shows_the_wording_of_another_day(seance):
    acte, days = next(
        (acte, etat["bornes"]) for acte in ACTES if (etat := told(seance, acte=acte, dossier="exemple"))["bornes"]
    )
    assert all(date.fromisoformat(day["date"]) and day["libelle"] for day in days)
    assert told(seance, acte=acte, dossier="exemple", date=date(2025, 1, 2))["date"] == "2025-01-02"


def test_before_its_first_day_a_mention_is_said_out_of_its_version(seance):
    for acte in ACTES:
        mentions = seance.look(Choix(acte=acte, dossier="exemple")).acte.mentions
        late = next(
            (m for m in mentions if m.en_vigueur.acte and m.en_vigueur.acte.du and not m.en_vigueur.plancher), None
        )
        if late and sum(m.id == late.id for m in mentions) == 1:
            break
    day = late.en_vigueur.acte.du
    etat = told(seance, acte=acte, dossier="exemple", date=date(day.year - 1, day.month, 1))
    (line,) = (m for m in etat["mentions"] if m["id"] == late.id)
    assert line["etat"] == "hors-version"
    assert "à compter du" in line["pourquoi"]


def test_the_samples_of_the_project_come_with_their_settings(seance):
    etat = told(seance)
    labels = {d["cle"]: d["libelle"] for d in etat["dossiers"] if d["groupe"] == "exemples du projet"}
    (key,) = (cle for cle, label in labels.items() if "2026/02411" in label)
    shown = told(seance, acte="convocation-spip", dossier=key)
    assert (shown["erreur"], shown["perime"]) == (None, False)


def test_the_authors_own_dossiers_come_first(own, tmp_path):
    mine = tmp_path / "dossiers"
    (mine / "dedans").mkdir(parents=True)
    shutil.copy(MODELES / ACTE / "exemple.yaml", mine / "dedans" / "a.yaml")
    (mine / "illisible.yaml").write_text("a: [")
    etat = told(opened(own, dossiers=(mine,)))
    assert [d["libelle"] for d in etat["dossiers"]][:2] == ["a.yaml", "illisible.yaml"]
    assert etat["choix"]["dossier"] == etat["dossiers"][0]["cle"]


def test_each_person_has_a_document(seance):
    etat = told(seance, acte="certificat-sanction-pecuniaire", dossier="exemple")
    assert etat["elements"][0]["rang"] == "1"
    chemins = {s["chemin"] for s in etat["sources"].values()}
    assert "sanction.personnes[0].nom" in chemins


def test_a_saved_template_is_shown_and_the_others_are_not_read_again(own):
    seance = opened(own)
    before = seance.look(Choix())
    edit(own / ACTE / "modele.docx", "Vu le mandat", "Vu le tout nouveau mandat")
    after = seance.look(Choix())
    assert "tout nouveau" in texts(seance.exact(after))["word/document.xml"]
    assert after.page.empreinte != before.page.empreinte
    assert after.acte is before.acte


def test_a_saved_fragment_is_shown(own):
    seance = opened(own)
    seance.look(Choix())
    edit(own / "_communs" / "fragments" / "entete.docx", "République", "Rép.")
    assert "Rép." in texts(seance.exact(seance.look(Choix())))["word/document.xml"]


def test_a_saved_act_is_read_again_with_its_shared_mentions(own):
    seance = opened(own)
    seance.look(Choix())
    path = own / ACTE / "acte.yaml"
    path.write_text(
        path.read_text().replace("libelle: le visa de la décision de condamnation", "libelle: le visa neuf")
    )
    shared = own / "_communs" / "mentions" / "identite-condamne.yaml"
    shared.write_text(shared.read_text().replace("libelle: ", "libelle: encore "))
    labels = {m["id"]: m["libelle"] for m in told(seance)["mentions"]}
    assert labels["visa-decision"] == "le visa neuf"
    assert labels["identite-condamne"].startswith("encore ")


def test_a_saved_dossier_is_shown(own):
    seance = opened(own)
    seance.look(Choix())
    exemple = own / ACTE / "exemple.yaml"
    exemple.write_text(exemple.read_text().replace("Roubaix", "Tourcoing"))
    assert "Tourcoing" in texts(seance.exact(seance.look(Choix())))["word/document.xml"]


BROKEN = {
    "a template half written": ("modele.docx", lambda data: data[: len(data) // 2]),
    "a template that is gone": ("modele.docx", None),
    "a dossier that is no YAML": ("exemple.yaml", lambda _: b"a: [b"),
    "a dossier refused": ("exemple.yaml", lambda data: data + b"\ntruc: 1\n"),
    "an act that is no YAML": ("acte.yaml", lambda _: b"a: [b"),
    "an act badly written": ("acte.yaml", lambda data: data.replace(b"exige: [incarceration.date]", b"exige: [rien]")),
    "another encoding": ("exemple.yaml", lambda data: data.decode().encode("utf-16")),
}


@pytest.mark.parametrize(("name", "spoil"), BROKEN.values(), ids=BROKEN)
def test_whatever_breaks_the_last_good_act_stays_with_the_reason_then_the_new_one_comes(own, name, spoil):
    seance = opened(own)
    good = told(seance)
    path = own / ACTE / name
    content = path.read_bytes()
    if spoil is None:
        path.unlink()
    else:
        path.write_bytes(spoil(content))
    etat = told(seance)
    assert (etat["document"], etat["perime"], etat["repli"]) == (good["document"], True, None)
    assert etat["erreur"]
    assert any(c["gravite"] == "bloquante" for c in etat["constats"])
    assert all(c["lieu"] for c in etat["constats"])
    assert etat["sources"] == good["sources"]
    path.write_bytes(content)
    assert told(seance)["perime"] is False


@pytest.mark.parametrize("content", ["- [cas", "- {cas: sans rien}", "- {cas: a, attendu: {}, sans: [rien]}"])
def test_cases_badly_written_do_not_hide_the_example_and_say_why_when_chosen(own, content):
    seance = opened(own)
    (own / ACTE / "cas.yaml").write_text(content)
    assert told(seance)["perime"] is False
    etat = told(seance, dossier="cas-1")
    assert etat["choix"]["dossier"] == "cas-1"
    assert etat["document"] is None
    assert etat["constats"][0]["lieu"].startswith(("cas.yaml", "exemple.yaml"))


def test_opened_on_a_broken_template_the_page_has_the_reason_and_no_act(own):
    (own / ACTE / "modele.docx").write_bytes(b"PK")
    etat = told(opened(own))
    assert (etat["document"], etat["perime"]) == (None, False)
    assert "docx" in etat["erreur"]


def test_one_is_not_shown_the_act_of_another_dossier(own):
    seance = opened(own)
    told(seance)
    (own / ACTE / "modele.docx").write_bytes(b"PK")
    assert told(seance, dossier="cas-1")["document"] is None


def test_the_linter_speaks_apart_with_the_place_in_the_authors_file(own):
    seance = opened(own)
    edit(own / ACTE / "modele.docx", "condamnation.mandat.date", "condamnation.mandat.dat")
    vue = seance.look(Choix())
    assert seance.proofread(vue.epreuve)
    assert not seance.proofread(vue.epreuve)
    etat = told(seance)
    (constat,) = (c for c in etat["constats"] if c["code"] == "chemin-inconnu")
    assert (constat["partie"], constat["paragraphe"]) == ("corps", 23)
    assert seance.look(Choix()).epreuve is None


def test_a_document_of_no_act_is_filled_with_a_dossier_that_has_what_it_prints(tmp_path):
    document = Document()
    document.add_paragraph("Le {{ acte.date|date_longue }}, {{ condamne.nom }}.")
    path = tmp_path / "lettre.docx"
    document.save(path)
    seance = opened(None, str(path), exemples=RACINE / "samples")
    etat = told(seance)
    assert (etat["acte"]["id"], etat["erreur"], etat["mentions"], etat["actes"]) == (None, None, [], [])
    assert "condamne.nom" in {s["chemin"] for s in etat["sources"].values()}


@pytest.mark.parametrize(("acte", "lacks"), [(ACTE, "« par »"), ("notes-audience", "« audition »")])
def test_a_template_taken_out_of_its_act_is_shown_with_blanks_for_what_its_act_would_say(tmp_path, acte, lacks):
    path = shutil.copy(MODELES / acte / "modele.docx", tmp_path / "mon-modele.docx")
    alone = opened(None, str(path), dossiers=(MODELES / acte / "exemple.yaml",))
    vue = alone.look(Choix())
    assert (vue.repli, vue.perime, vue.statut) == ("brouillon", True, ModeleError.exit_code)
    assert lacks in vue.erreur.replace("\u00a0", " ")
    assert "[…]" in texts(vue.page.reperes)["word/document.xml"]
    assert alone.look(Choix(brouillon=True)).erreur is None


def test_what_only_an_act_says_of_itself_is_named_between_brackets(tmp_path):
    document = Document()
    document.add_paragraph(
        "{{ acte.base_legale | article }}, {{ acte.emetteur }}, {{ acte.emetteur_article | article }}"
    )
    document.save(tmp_path / "lettre.docx")
    vue = opened(None, str(tmp_path / "lettre.docx"), exemples=RACINE / "samples").look(Choix())
    assert vue.erreur is None
    body = without_signs(texts(vue.page.reperes)["word/document.xml"], "")
    assert "[base légale de l’acte], [autorité qui émet l’acte], [article de l’émetteur]" in body


def test_a_template_by_its_path_is_its_act(own):
    etat = told(opened(None, str(own / ACTE / "modele.docx")))
    assert (etat["acte"]["id"], etat["modele"]["chemin"]) == (ACTE, str(own / ACTE / "modele.docx"))


def test_a_template_of_another_time_is_shown_on_a_day_of_its_own():
    path = MODELES / "mise-a-execution-peine" / "modele-2004.docx"
    etat = told(opened(None, str(path)))
    assert (etat["modele"]["fichier"], etat["date"]) == ("modele-2004.docx", "2004-12-31")


def test_a_template_of_one_copy_is_shown_for_that_copy():
    path = MODELES / "ordonnance-permission-sortir" / "document-sortie.docx"
    assert told(opened(None, str(path)))["choix"]["exemplaire"] == "document-sortie"


def test_what_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(LectureError, match="n’existe pas"):
        opened(None, str(tmp_path / "absent.docx"))
    with pytest.raises(LectureError, match="vouliez-vous dire"):
        opened(None, "ordre-mise-a-executio")


def test_a_folder_without_a_dossier_and_a_file_that_is_no_docx_are_told_at_once(tmp_path):
    with pytest.raises(LectureError, match="ce répertoire ne contient aucun dossier"):
        opened(None, dossiers=(tmp_path,))
    (tmp_path / "acte.doc").write_bytes(b"ancien")
    with pytest.raises(LectureError, match=r"n’est pas un \.docx"):
        opened(None, str(tmp_path / "acte.doc"))


def test_a_choice_that_does_not_exist_gives_way_to_the_first(seance):
    etat = told(seance, acte="xx", dossier="yy", exemplaire="zz", element="9")
    assert etat["choix"]["acte"] in ACTES
    assert etat["choix"]["dossier"] == "exemple"


def test_the_parameters_of_an_address_are_read_and_written_alike():
    given = {"acte": ACTE, "date": "2026-01-02", "brouillon": "oui", "dossier": "cas-2"}
    choix = Choix.of(given)
    assert choix == Choix(acte=ACTE, dossier="cas-2", date=date(2026, 1, 2), brouillon=True)
    assert choix.as_query() == f"?acte={ACTE}&dossier=cas-2&date=2026-01-02&brouillon=oui"
    assert Choix.of({"date": "2026-13-45"}).date is None


def test_nothing_is_written_beside_the_files(own):
    def files() -> set[str]:
        return {os.path.join(folder, name) for folder, _, names in os.walk(own) for name in names}

    before = files()
    told(opened(own))
    assert files() == before


def test_a_copy_is_named_by_whom_it_is_for_never_by_its_identifier(seance):
    copies = told(seance, acte=ACTE, dossier="exemple")["exemplaires"]
    assert {copy["id"]: copy["libelle"].replace("\u00a0", " ") for copy in copies} == {
        "original": "Dossier du parquet",
        "copie": "Condamné",
        "copie-certifiee": "Chef de l’établissement pénitentiaire",
    }


@pytest.mark.parametrize("acte", ACTES)
def test_no_two_copies_of_an_act_have_the_same_label(seance, acte):
    labels = [copy["libelle"] for copy in told(seance, acte=acte, dossier="exemple")["exemplaires"]]
    assert len(set(labels)) == len(labels)
