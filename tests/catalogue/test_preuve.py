"""Gate 2: a template that could leave a mandatory mention out is refused before any dossier."""

from __future__ import annotations

import pytest

from actes.catalogue import Catalogue, Modeles
from actes.errors import ModeleError
from tests.rendu.docx_builder import paragraphs

ACTE = """
id: essai
titre: Essai
famille: essais
base_legale: [CPP D48-2-5]
en_vigueur: {du: 2020-03-24}
emetteur: [{autorite: procureur, article: CPP D48-2-5}]
calculs: {prevenu: condamne}
mentions:
  - {id: nom, libelle: le nom, article: CPP D48-2-5, exige: [condamne.nom, condamne.prenoms]}
  - {id: mandat, libelle: le mandat, article: CPP D48-2-5, exige: [condamnation.mandat.date]}
  - {id: titre, libelle: le titre, article: CPP D48-2-7, exige_un: [condamnation.executoire_le, affaire.numero_minute]}
  - {id: victime, libelle: la victime, article: CPP D48-2-5, pour: v in victimes, exige: [v.nom]}
"""
SOUND = (
    '{% mention "nom" %}{{ condamne.nom }} {{ condamne.prenoms }}{% endmention %}',
    '{% mention "mandat" %}le {{ condamnation.mandat.date | date_longue }}{% endmention %}',
    "{%p for v in victimes %}",
    '{% mention "victime" %}{{ v.nom }}{% endmention %}',
    "{%p endfor %}",
    '{% mention "titre" %}{% if affaire.numero_minute %}{{ affaire.numero_minute }}{% else %}'
    "{{ condamnation.executoire_le | date_longue }}{% endif %}{% endmention %}",
)


def faults(tmp_path, *texts: str) -> list[tuple[str, str | None]]:
    """(code, mention) of what gate 2 says of a template made of these paragraphs."""
    folder = tmp_path / "essai"
    folder.mkdir(exist_ok=True)
    (folder / "acte.yaml").write_text(ACTE)
    (folder / "modele.docx").write_bytes(paragraphs(*texts))
    acte = Catalogue([tmp_path]).acte("essai")
    try:
        Modeles([tmp_path]).load(acte, acte.modeles[0])
    except ModeleError as error:
        return [(c.code, c.mention) for c in error.constats if "modele.docx" in str(c.place)]
    return []


def test_a_sound_template_is_proved(tmp_path):
    assert faults(tmp_path, *SOUND) == []


@pytest.mark.parametrize(
    ("rank", "text", "expected"),
    [
        (0, "{{ condamne.nom }} {{ condamne.prenoms }}", ("modele-sans-mention", "nom")),
        (0, '{% mention "nom" %}{{ condamne.nom }}{% endmention %}', ("modele-sans-mention", "nom")),
        (
            0,
            '{% mention "nom" %}{{ condamne.nom }}'
            "{% if condamne.civilite %}{{ condamne.prenoms }}{% endif %}{% endmention %}",
            ("modele-sans-mention", "nom"),
        ),
        (
            0,
            '{% mention "nom" %}{{ condamne.nom }}{{ condamne.prenoms | length }}{% endmention %}',
            ("modele-sans-mention", "nom"),
        ),
        (
            0,
            '{% if condamne.mineur %}{% mention "nom" %}{{ condamne | identite }}{% endmention %}{% endif %}',
            ("marque-sous-condition", "nom"),
        ),
        (
            0,
            '{% mention "nom" %}{{ condamne.nom | replace(condamne.nom, "X") }}'
            "{{ condamne.prenoms | int }}{% endmention %}",
            ("modele-sans-mention", "nom"),
        ),
        (
            0,
            "{% if condamne.mineur %}{% set condamne = signataires.greffier %}{% endif %}" + SOUND[0],
            ("modele-sans-mention", "nom"),
        ),
        (1, '{% mention "mandta" %}x{% endmention %}', ("marque-inconnue", "mandta")),
        (3, "{{ v.nom }}", ("modele-sans-mention", "victime")),
        (5, '{% mention "titre" %}{{ affaire.numero_minute }}{% endmention %}', ("modele-sans-mention", "titre")),
        (0, SOUND[0] + "{{ condamne.nomm }}", ("chemin-inconnu", None)),
        (0, SOUND[0] + "{{ inconnu }}", ("chemin-inconnu", None)),
        (0, SOUND[0] + "{% if condamnation.mandat.dat %}x{% endif %}", ("chemin-inconnu", None)),
    ],
)
def test_what_could_leave_a_mention_out_is_refused(tmp_path, rank, text, expected):
    template = [*SOUND[:rank], text, *SOUND[rank + 1 :]]
    assert expected in faults(tmp_path, *template)


@pytest.mark.parametrize(
    "text",
    [
        '{% mention "nom" %}{{ condamne | identite }}{% endmention %}',
        '{% mention "nom" %}{{ prevenu.nom }} {{ prevenu.prenoms }}{% endmention %}',
        '{% set p = condamne %}{% mention "nom" %}{{ p.nom ~ p.prenoms }}{% endmention %}',
        '{% with p = condamne %}{% mention "nom" %}{{ p.nom }}{{ p.prenoms }}{% endmention %}{% endwith %}',
        '{% mention "nom" %}{% if condamne.mineur %}{{ condamne | identite }}{% else %}{{ condamne.nom }},'
        " {{ condamne.prenoms }}{% endif %}{% endmention %}",
        '{% if condamne.mineur %}{% mention "nom" %}{{ condamne | identite }}{% endmention %}{% else %}'
        '{% mention "nom" %}{{ condamne.nom }}, {{ condamne.prenoms }}{% endmention %}{% endif %}',
    ],
)
def test_every_way_of_always_printing_a_path_is_a_proof(tmp_path, text):
    assert faults(tmp_path, text, *SOUND[1:]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{%p for v in victimes if v.nom %}", "{%p endfor %}"),
        ("{%p for v in condamnation.peines %}", "{%p endfor %}"),
    ],
)
def test_the_only_loop_above_a_mark_is_that_of_its_mention(tmp_path, before, after):
    template = [
        *SOUND[:2],
        SOUND[5],
        before,
        SOUND[3].replace("v.nom", "v.libelle") if "peines" in before else SOUND[3],
        after,
    ]
    assert ("marque-mal-placee", "victime") in faults(tmp_path, *template)


def test_everything_is_said_at_once(tmp_path):
    assert {mention for _, mention in faults(tmp_path, "rien")} == {"nom", "mandat", "victime", "titre"}
