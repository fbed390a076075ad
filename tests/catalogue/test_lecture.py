"""acte.yaml: what it may say, and every mistake told with its place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from actes.catalogue import Acte, load_catalogue
from actes.dossier import Duree
from actes.droit import Periode
from actes.errors import ActesError, Gravite, LectureError, ModeleError
from tests.conftest import MODELES
from tests.fabrique import ENTETE, MENTION, make_acte, plain, write_acte


@pytest.fixture(scope="module")
def ordre(tmp_path_factory: pytest.TempPathFactory) -> Acte:
    """The worked example of the format, alone in its catalogue."""
    racine = tmp_path_factory.mktemp("modeles")
    shutil.copytree(MODELES / "ordre-mise-a-execution", racine / "ordre-mise-a-execution")
    shutil.copytree(MODELES / "_communs", racine / "_communs")
    return load_catalogue([racine]).acte("ordre-mise-a-execution")


def mistakes(racine: Path, corps: str = MENTION, entete: str = ENTETE) -> list[str]:
    """Everything that is wrong with an act type, as its author reads it, the folder left out."""
    with pytest.raises(ModeleError) as refused:
        make_acte(racine, corps, entete)
    assert refused.value.exit_code == 5
    return [plain(constat).replace(f"{racine}/", "") for constat in refused.value.constats]


def test_the_worked_example_is_read_whole(ordre: Acte) -> None:
    assert ordre.titre == "Ordre de mise à exécution d'un mandat de dépôt à effet différé"
    assert [exemplaire.id for exemplaire in ordre.exemplaires] == ["original", "copie", "copie-certifiee"]
    assert [mention.id for mention in ordre.mentions][:3] == ["identite-condamne", "peines-prononcees", "visa-decision"]
    assert len(ordre.regles) == 7
    assert ordre.en_vigueur.condamnation is not None
    assert ordre.en_vigueur.condamnation.du == date(2020, 3, 24)
    (delai,) = ordre.delais
    assert (delai.nature, delai.duree, delai.repere.texte) == ("rebours", Duree(jours=1), "incarceration.date")
    assert ordre.modeles[0].fichier.name == "modele.docx"


def test_a_mention_blocks_unless_it_says_otherwise(ordre: Acte) -> None:
    gravites = {mention.id: mention.gravite for mention in ordre.mentions}
    assert gravites["etablissement"] is Gravite.BLOQUANTE
    assert gravites["caractere-executoire"] is Gravite.AVERTISSEMENT


def test_an_act_lists_the_paths_that_it_reads(ordre: Acte) -> None:
    chemins = {chemin.texte for chemin in ordre.chemins()}
    assert {"condamne.nom", "condamnation.mandat.type", "incarceration.copie_certifiee_envoyee_le"} <= chemins


def mention(cles: str, sinon: str = "id: a, libelle: x, article: y") -> str:
    """An act of one mention, its usual keys and those that the test is about."""
    return f"mentions: [{{{sinon}, {cles}}}]\n"


def delai(cles: str, evenement: str = "appel.date") -> str:
    """An act of one time limit."""
    return MENTION + f"delais: [{{id: d, article: y, evenement: {evenement}, {cles}}}]\n"


def regle(cles: str) -> str:
    """An act of one rule."""
    return MENTION + f"regles: [{{id: r, article: y, message: z, {cles}}}]\n"


@pytest.mark.parametrize(
    ("corps", "message"),
    [
        (
            "mention: []\n" + MENTION,
            "acte.yaml:7:1: l'acte : clé inconnue « mention » — vouliez-vous dire « mentions » ?",
        ),
        ("inclut: [inconnue]\n" + MENTION, "acte.yaml:7:10: « inconnue » n'est pas une mention commune"),
        ("modele_de: autre\n" + MENTION, "l'acte « autre » n'existe pas"),
        ("modeles: [{fichier: absent.docx}]\n" + MENTION, "le modèle « absent.docx » n'est pas dans"),
        ("modeles: [{fichier: ../autre.docx}]\n" + MENTION, "le modèle « ../autre.docx » n'est pas dans"),
        ("par: p in condamne.nom\n" + MENTION, "« condamne.nom » n'est pas une liste"),
        ("regles: {id: x}\n" + MENTION, "« regles » doit être une liste"),
        ("", "l'acte n'a aucune mention"),
        ("mentions: [texte]", "la mention s'écrit en « clé: valeur »"),
        (mention("texte: [z]", "id: Nom, libelle: x, article: y"), "« Nom » n'est pas un identifiant admis"),
        (mention("texte: [z]", "id: abcdefghijklmnopqrstuvwxyz1, libelle: x, article: y"), "26 caractères au plus"),
        (mention("texte: [z]", "id: a, libelle: x"), "la mention : il manque « article »"),
        (mention("texte: [z]", "id: a, libelle: x, article: "), "la mention : il manque « article »"),
        (mention("gravite: bloquante"), "la mention « a » n'exige rien"),
        (mention("exige: [condamne.non]"), "chemin inconnu « condamne.non »"),
        (mention("exige: [condamnation.peines.type]"), "écrivez une boucle"),
        (mention("exige: [ferme_retenu(condamnation)]"), "n'est pas un chemin"),
        (mention("texte: [z], gravite: grave"), "« gravite » ne peut pas valoir « grave »"),
        (mention("texte: [z], exemplaires: [copie]"), "l'exemplaire « copie » n'existe pas"),
        (mention("texte: [z], si: condamne.nom"), "n'est pas un oui/non"),
        (mention("texte: [z], pour: p of victimes"), "n'est pas une boucle"),
        (mention("texte: [z]}, {id: a, libelle: x, article: y, texte: [t]"), "la mention « a » figure déjà à"),
        (mention("texte: [z], en_vigueur: {du: 2020-02-30}"), "une date AAAA-MM-JJ qui existe"),
        (mention("texte: [z], en_vigueur: {du: 2020-02-03, au: 2020-01-01}"), "avant de commencer"),
        (mention("texte: [z], en_vigueur: {condamnation: {depuis: 2020-01-01}}"), "clé inconnue « depuis »"),
        (mention("texte: [z], en_vigueur: {du: 2020-01-01, ecrou: {du: 2020-01-01}}"), "clé inconnue « ecrou »"),
        (regle("code: S-06"), "la règle : il manque « condition »"),
        (regle("condition: condamne.incarcere, derogation: peut-être"), "« derogation » vaut oui ou non"),
        (delai("duree: 10 jours"), "depuis « depart » ou à rebours d'« avant »"),
        (delai("depart: decision.date, duree: dix jours"), "« dix jours » n'est pas une durée"),
        (delai("depart: decision.date, duree: 10 jours", "appel.auteur"), "doit désigner une date, pas un texte"),
        (delai("depart: decision.date, duree: 10 jours, nature: rebours"), "ne va pas avec ce repère"),
        (MENTION + "exemplaires: [{id: original}, {id: original}]", "l'exemplaire « original » figure déjà à"),
        (MENTION + "calculs: {condamne: decision.date}", "« condamne » est déjà le nom d'autre chose"),
        (MENTION + "calculs: {fin: debut, debut: decision.date}", "chemin inconnu « debut »"),
        (MENTION + "champs: [{nom: a, type: text, libelle: A}]", "« type » ne peut pas valoir « text »"),
        (MENTION + "champs: [{nom: A-b, libelle: A}]", "le champ : « A-b » n'est pas un nom admis"),
        (MENTION + "champs: [{nom: a, libelle: A}, {nom: a, libelle: B}]", "le champ « a » est donné deux fois"),
        (MENTION + "calculs: {Fin: decision.date}", "le calcul : « Fin » n'est pas un nom admis"),
        (MENTION + "champs: [{nom: a, type: choix, libelle: A}]", "le champ « a » est un choix : il manque « choix »"),
        (MENTION + "applicable: [{condition: condamne.incarcere, article: x}]", "il manque « sinon »"),
        (MENTION + "applicable: [{article: x, sinon: y}]", "l'applicabilité : il manque « condition »"),
        (MENTION + "applicable: [{si: zone is renseigne, condition: zone is renseigne}]", "gardez l'un des deux"),
        (MENTION + "id: essai", "la clé « id » est donnée deux fois"),
        (MENTION + "source: !!python/object:os.system {}", "n'est pas admise"),
        (MENTION + "source: {fiche: 'x}", "acte.yaml:8:"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, corps: str, message: str) -> None:
    told = mistakes(tmp_path, corps)
    assert any(message in text for text in told), told
    assert all(text.startswith("essai/acte.yaml:") for text in told)


@pytest.mark.parametrize("cle", ["titre", "famille", "base_legale", "en_vigueur", "emetteur"])
def test_an_act_cannot_do_without_its_identity(tmp_path: Path, cle: str) -> None:
    entete = "".join(line for line in ENTETE.splitlines(keepends=True) if not line.startswith(cle))
    assert any(f"l'acte : il manque « {cle} »" in text for text in mistakes(tmp_path, entete=entete))


def test_all_the_mistakes_of_an_act_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        """\
        mentions:
          - {id: a, libelle: x, article: y, exige: [condamne.non], si: condamne.nom}
          - {id: b, libelle: x, texte: [z]}
        regles:
          - {id: r, article: y, message: z, condition: "juridiction.type == 'cour'"}
        """,
    )
    assert [text.split(": ")[0] for text in told] == [
        "essai/acte.yaml:8:45",
        "essai/acte.yaml:8:64",
        "essai/acte.yaml:9:5",
        "essai/acte.yaml:11:48",
    ]


def test_the_id_is_the_name_of_the_folder(tmp_path: Path) -> None:
    write_acte(tmp_path, acte_id="autre").write_text(ENTETE + MENTION, encoding="utf-8")
    with pytest.raises(ModeleError, match="« id » doit être le nom du dossier".replace(" ", ".")):
        load_catalogue([tmp_path]).acte("autre")


def test_two_wordings_may_share_an_id_in_disjoint_periods(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        mentions:
          - {id: seuil, libelle: x, article: y, texte: [un an], en_vigueur: {condamnation: {du: 2020-03-24}}}
          - id: seuil
            libelle: x
            article: y
            texte: [deux ans]
            en_vigueur: {acte: {du: 2010-10-29}, condamnation: {au: 2020-03-23}}
        """,
    )
    assert [mention.texte for mention in acte.mentions] == [("un an",), ("deux ans",)]


def test_a_bare_period_is_that_of_the_act(tmp_path: Path) -> None:
    acte = make_acte(tmp_path)
    assert acte.en_vigueur.acte is not None
    assert (acte.en_vigueur.acte.du, acte.en_vigueur.condamnation) == (date(2001, 1, 1), None)


def test_a_title_may_change_with_the_law(tmp_path: Path) -> None:
    entete = ENTETE.replace(
        "titre: Acte d'essai",
        "titre: [{texte: Ancien, en_vigueur: {au: 2019-12-31}}, {texte: Nouveau, en_vigueur: {du: 2020-01-01}}]",
    )
    assert [titre.texte for titre in make_acte(tmp_path, entete=entete).titres] == ["Ancien", "Nouveau"]


def test_an_act_includes_shared_mentions_under_its_own_article(tmp_path: Path) -> None:
    communs = tmp_path / "_communs" / "mentions"
    communs.mkdir(parents=True)
    (communs / "identite.yaml").write_text(
        "- {id: identite, libelle: l'identité, article: '[hors sources]', exige: [condamne.nom]}\n", encoding="utf-8"
    )
    acte = make_acte(tmp_path, "inclut: [{id: identite, article: CPP D9, gravite: avertissement}]\n" + MENTION)
    first = acte.mentions[0]
    assert (first.id, first.article, first.gravite) == ("identite", "CPP D9", Gravite.AVERTISSEMENT)


def test_an_act_changes_in_a_shared_mention_what_is_its_own(tmp_path: Path) -> None:
    communs = tmp_path / "_communs" / "mentions"
    communs.mkdir(parents=True)
    (communs / "identite.yaml").write_text(
        "- {id: identite, libelle: l'identité, article: CPP D9, exige: [condamne.nom]}\n", encoding="utf-8"
    )
    acte = make_acte(
        tmp_path,
        "inclut: [{id: identite, libelle: le nom, si: condamne.incarcere, exemplaires: [original], "
        "en_vigueur: {du: 2005-01-01}}]\n" + MENTION,
    )
    first = acte.mentions[0]
    assert (first.libelle, first.article, first.exemplaires) == ("le nom", "CPP D9", ("original",))
    assert first.si is not None
    assert first.si.texte == "condamne.incarcere"
    assert first.en_vigueur.acte == Periode(date(2005, 1, 1))


def test_a_mistake_in_a_shared_mention_is_told_in_its_own_file(tmp_path: Path) -> None:
    communs = tmp_path / "_communs" / "mentions"
    communs.mkdir(parents=True)
    (communs / "identite.yaml").write_text(
        "- {id: identite, libelle: x, article: y, exige: [condamne.non]}\n", encoding="utf-8"
    )
    assert mistakes(tmp_path, "inclut: [identite]\n") == [
        "_communs/mentions/identite.yaml:1:50: chemin inconnu « condamne.non » — vouliez-vous dire « condamne.nom » ?"
    ]


def test_the_fields_of_an_act_are_read_under_complements(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        champs:
          - {nom: motif, type: texte, libelle: Motif}
          - {nom: options, type: liste, element: choix, choix: [a, b], libelle: Options}
        mentions:
          - {id: m, libelle: le motif, article: x, si: "'a' in complements.options", exige: [complements.motif]}
        """,
    )
    assert [champ.nom for champ in acte.champs] == ["motif", "options"]


def test_the_names_of_the_acts_own_fields_are_unique_over_the_catalogue(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        write_acte(tmp_path, "champs: [{nom: motif, type: texte, libelle: Motif}]\n" + MENTION, acte_id=name)
    with pytest.raises(ModeleError, match=r"le champ «.motif.» est déjà celui de l.acte «.deux.»"):
        load_catalogue([tmp_path]).check()


def test_calculs_are_read_in_their_order(tmp_path: Path) -> None:
    acte = make_acte(tmp_path, MENTION + "calculs: {debut: decision.date, fin: \"ajoute(debut, duree('1 mois'))\"}\n")
    assert [(calcul.nom, calcul.expression.champ.genre) for calcul in acte.calculs] == [
        ("debut", "date"),
        ("fin", "date"),
    ]


def test_an_act_may_take_the_template_of_another(tmp_path: Path) -> None:
    write_acte(tmp_path, acte_id="premier")
    acte = make_acte(tmp_path, "modele_de: premier\n" + MENTION)
    assert [modele.fichier for modele in acte.modeles] == [tmp_path / "premier" / "modele.docx"]


def test_two_acts_cannot_take_each_other_s_template(tmp_path: Path) -> None:
    write_acte(tmp_path, "modele_de: essai\n" + MENTION, acte_id="premier")
    with pytest.raises(ModeleError, match=r"l.acte «.essai.» n.existe pas"):
        make_acte(tmp_path, "modele_de: premier\n" + MENTION)


def test_a_catalogue_reads_an_act_only_when_it_is_asked_for(tmp_path: Path) -> None:
    write_acte(tmp_path)
    write_acte(tmp_path, "mentions: [", acte_id="casse")
    catalogue = load_catalogue([tmp_path])
    assert catalogue.ids == ("casse", "essai")
    assert catalogue.acte("essai").id == "essai"
    with pytest.raises(ModeleError):
        catalogue.check()


def test_a_second_folder_is_laid_over_the_first_act_by_act(tmp_path: Path) -> None:
    write_acte(tmp_path / "fournis")
    write_acte(tmp_path / "fournis", acte_id="autre")
    write_acte(tmp_path / "siens", entete=ENTETE.replace("Acte d'essai", "Acte de la juridiction"))
    catalogue = load_catalogue([tmp_path / "fournis", tmp_path / "siens"])
    assert catalogue.ids == ("autre", "essai")
    assert catalogue.acte("essai").titre == "Acte de la juridiction"
    assert catalogue.acte("autre").titre == "Acte d'essai"


def test_an_act_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write_acte(tmp_path)
    with pytest.raises(ActesError) as refused:
        load_catalogue([tmp_path]).acte("esai")
    assert plain(refused.value) == "l'acte « esai » n'existe pas — vouliez-vous dire « essai » ?"


def test_a_folder_of_templates_must_exist(tmp_path: Path) -> None:
    with pytest.raises(LectureError):
        load_catalogue([tmp_path / "absent"])
