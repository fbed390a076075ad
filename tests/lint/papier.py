"""Small documents on the paper of the house: our styles and settings, the body that a test wants."""

from __future__ import annotations

import re
from pathlib import Path

from actes.errors import Constat
from actes.lint import accessibilite, hygiene, typographie
from actes.lint.modele import Sujet
from actes.rendu.anatomie import Anatomie
from actes.rendu.garde import open_docx
from tests.conftest import RACINE

MODELE = RACINE / "templates" / "ordre-mise-a-execution" / "modele.docx"
TITRE = '<w:p><w:pPr><w:pStyle w:val="TitreActe"/></w:pPr><w:r><w:t>Acte</w:t></w:r></w:p>'
THEMES = (hygiene, accessibilite, typographie)


def paper(*body: str, **parts: str) -> dict[str, bytes]:
    """The members of a docx whose body is the title then `body` (XML); `parts`: member name with « / » as « __ »."""
    members = open_docx(MODELE)
    xml = members["word/document.xml"].decode()
    section = re.search(r"<w:sectPr.*</w:sectPr>", xml, re.S)
    assert section is not None
    head = xml[: xml.index("<w:body>") + len("<w:body>")]
    members["word/document.xml"] = f"{head}{TITRE}{''.join(body)}{section[0]}</w:body></w:document>".encode()
    return members | {name.replace("__", "/"): text.encode() for name, text in parts.items()}


def p(*runs: str, style: str = "Corps", plus: str = "") -> str:
    """One paragraph; a run that is no XML is plain text."""
    cut = (run if run.startswith("<") else r(run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{plus}</w:pPr>{"".join(cut)}</w:p>'


def r(text: str, properties: str = "") -> str:
    """One run."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styles(before: str, after: str) -> dict[str, str]:
    """The styles of the house with a change, as a part for `paper`."""
    text = open_docx(MODELE)["word/styles.xml"].decode()
    assert before in text
    return {"word__styles.xml": text.replace(before, after)}


def found(members: dict[str, bytes], **sujet: object) -> list[Constat]:
    """What the three themes say of a docx."""
    subject = Sujet(Anatomie(members), "essai.docx", **sujet)  # type: ignore[arg-type]
    return [constat for theme in THEMES for regle in theme.REGLES for constat in regle(subject)]


def codes(members: dict[str, bytes], **sujet: object) -> list[str]:
    """The codes of what is found."""
    return [constat.code for constat in found(members, **sujet)]


def sound_templates() -> list[Path]:
    """Every template and every fragment that is delivered."""
    return sorted((RACINE / "templates").glob("**/*.docx"))
