"""An appointment goes into a dossier of any layout: lines are added, every other character stays as it was."""

from __future__ import annotations

import difflib

import pytest

from actes.creneaux import with_appointment
from actes.dossier import load_flux
from actes.dossier.creneaux import Creneau
from actes.errors import DossierRefused

SLOT = Creneau(date="2026-10-13", heure="09:00", service="cabinet : n° 3 # bis", adresse={"code_postal": "44921"})
GROUPE = """\
jap:
  date: 2026-10-13
  heure: "09:00"
  service: 'cabinet : n° 3 # bis'
  adresse: {code_postal: '44921'}
"""
EN_LIGNE = (
    """jap: {date: 2026-10-13, heure: "09:00", service: 'cabinet : n° 3 # bis', adresse: {code_postal: '44921'}}"""
)


def indented(text: str, margin: int) -> str:
    return "".join(" " * margin + line for line in text.splitlines(keepends=True))


def lines(step: int = 2, margin: int = 2) -> str:
    """The group that is expected, under `convocation:`, in a dossier that indents by `step`."""
    head, *rest = GROUPE.splitlines(keepends=True)
    return " " * margin + head + "".join(" " * (margin + step) + line.lstrip() for line in rest)


# what the dossier is, and how it reads afterwards; ⟨⟩ is where the appointment goes
LAYOUTS = [
    ("no group yet", "dossier: a\nservice: {nom: b}\n⟨convocation:\n" + lines() + "⟩"),
    (
        "a group with remarks",
        "dossier: a\n# b\nconvocation: # c\n  # d\n  politique: 1 # e\n⟨" + lines() + "⟩  # f\n# g\n",
    ),
    ("an empty group", "dossier: a\nconvocation:   # à donner\n⟨" + lines() + "⟩  # jap:\nservice: {nom: b}\n"),
    ("indented by four", "dossier: a\ncondamne:\n    nom: b\nconvocation:\n    politique: 1\n⟨" + lines(4, 4) + "⟩"),
    ("aligned values", "dossier:      a      # ref\nconvocation:\n  politique:    1\n⟨" + lines() + "⟩"),
    ("quoted keys", '"dossier": a\n\'convocation\':\n  "politique": 1\n⟨' + lines() + "⟩"),
    ("explicit start and end", "--- # début\ndossier: a\n⟨convocation:\n" + lines() + "⟩...\n# fin\n"),
    ("a directive", "%YAML 1.2\n---\ndossier: a\n⟨convocation:\n" + lines() + "⟩"),
    ("an indented root", "  dossier: a\n  convocation:\n    politique: 1\n⟨" + lines(2, 4) + "⟩"),
    ("tabs between words", "dossier:\ta\ncondamne:\t{nom:\tb}\t# c\nconvocation:\n  politique: 1\n⟨" + lines() + "⟩"),
    ("spaces at the ends", "dossier: a   \n   \nconvocation:  \n  politique: 1  \n⟨" + lines() + "⟩"),
    ("a text kept with its newlines", "dossier: a\nmotif: |+\n  b\n\n\n⟨convocation:\n" + lines() + "⟩"),
    ("a folded text below", "dossier: a\nconvocation:\n  politique: 1\n⟨" + lines() + "⟩x: >-\n  b\n  c\n"),
    ("escapes and folds", "dossier: \"a\"\nmotif: \"caf\\u00e9 \\\n  b\"\nx: 'l''un'\n⟨convocation:\n" + lines() + "⟩"),
    ("numbers that are texts", "dossier: 012\na: yes\nb: 12:30\nc: 1_000\nd: ~\n⟨convocation:\n" + lines() + "⟩"),
    ("lists at the margin", "dossier: a\nactes:\n- b\n-   c\nconvocation:\n  pieces:\n  - d\n⟨" + lines() + "⟩"),
    ("a key that asks", "dossier: a\n? convocation\n: politique: 1\n⟨" + lines() + "⟩"),
    ("braces everywhere", "{dossier: a,nom: b , convocation: { politique: 1⟨, " + EN_LIGNE + "⟩ } }\n"),
    ("braces on several lines", "{\n  dossier: a,  # ref\n  convocation: {⟨" + EN_LIGNE + "⟩}\n}\n"),
    ("braces in the group", "dossier: a\nconvocation: {politique: 1⟨, " + EN_LIGNE + "⟩}  # b\nx: c\n"),
    ("an anchor elsewhere", "dossier: a\nx: &b {ville: c}\ny: *b\nconvocation: &d\n  politique: 1\n⟨" + lines() + "⟩"),
]


@pytest.mark.parametrize("layout", [layout for _, layout in LAYOUTS], ids=[name for name, _ in LAYOUTS])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_appointment_is_added_and_nothing_else_moves(layout: str, ending: str) -> None:
    head, _, rest = layout.partition("⟨")
    added, _, tail = rest.partition("⟩")
    before, after = (text.replace("\n", ending).encode() for text in (head + tail, head + added + tail))
    assert with_appointment(before, "d.yaml", 0, "jap", SLOT).decode() == after.decode()


@pytest.mark.parametrize("nothing", ["", " ~", " null", ' ""', " []"])
def test_a_group_that_says_nothing_is_filled(nothing: str) -> None:
    before = f"dossier: a\nconvocation:{nothing}  # à donner\nx: b\n"
    after = f"dossier: a\nconvocation:  # à donner\n{lines()}x: b\n"
    assert with_appointment(before.encode(), "d.yaml", 0, "jap", SLOT).decode() == after


def test_empty_fields_are_filled_where_they_stand_and_given_ones_kept() -> None:
    before = 'dossier: a\nconvocation:\n  jap:\n    date:     # b\n    heure: ""\n    service: c\n'
    after = (
        'dossier: a\nconvocation:\n  jap:\n    date: 2026-10-13     # b\n    heure: "09:00"\n    service: c\n'
        "    adresse: {code_postal: '44921'}\n"
    )
    assert with_appointment(before.encode(), "d.yaml", 0, "jap", SLOT).decode() == after


def test_a_file_without_its_last_newline_is_completed() -> None:
    after = with_appointment(b"dossier: a\nconvocation:\n  politique: 1", "d.yaml", 0, "jap", SLOT).decode()
    assert after == "dossier: a\nconvocation:\n  politique: 1\n" + lines().rstrip("\n")


@pytest.mark.parametrize(
    "stream",
    [
        "---\n---\n# rien\n---\ndossier: a\n---\ndossier: ⟨b⟩\n---\n",
        "dossier: a\n...\n...\n---\ndossier: ⟨b⟩\n",
        "--- ~\n---\ndossier: ⟨b⟩\n",
        "# tête\n---\ndossier: a\n--- # second\ndossier: ⟨b⟩\n...\n",
    ],
)
def test_empty_documents_of_a_stream_do_not_shift_the_others(stream: str) -> None:
    content = stream.replace("⟨", "").replace("⟩", "").encode()
    references = [lecture.dossier and lecture.dossier.dossier for lecture in load_flux(content, "f.yaml")]
    after = with_appointment(content, "f.yaml", references.index("b"), "jap", SLOT).decode()
    added = "".join(
        line[2:] for line in difflib.ndiff(content.decode().splitlines(True), after.splitlines(True)) if line[0] == "+"
    )
    assert added == "convocation:\n" + lines()
    assert after.partition(added)[0].rstrip().endswith("dossier: b")


@pytest.mark.parametrize(
    "before",
    [
        "dossier: a\nconvocation:\n  jap: &r {lieu: salle}\n  spip: *r\n",  # the two appointments would be one
        "dossier: a\nconvocation:\n  spip: &r {lieu: salle}\n  jap: *r\n",
        "dossier: a\nx: &c {politique: 1}\nconvocation: *c\n",
        "dossier: a\nconvocation:\n  jap:\n    date: &d ~\n  spip:\n    date: *d\n",
    ],
)
def test_what_is_repeated_elsewhere_is_left_alone(before: str) -> None:
    with pytest.raises(DossierRefused) as refused:
        with_appointment(before.encode(), "d.yaml", 0, "jap", SLOT)
    assert "convocation.jap" in str(refused.value)
