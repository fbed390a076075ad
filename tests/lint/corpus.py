"""Faulty templates made of ours: each fault, the template it is put in, and the exact place where it must be found."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from actes.rendu.archive import Archive, content_types_first
from actes.rendu.garde import W, open_docx
from tests.conftest import MODELES

CORPS, PIED = "word/document.xml", "word/footer1.xml"
ORDRE, PROCUREUR, SPIP = "ordre-mise-a-execution", "convocation-procureur-mandat-differe", "convocation-spip"
CERTIFICAT, APPEL, SORTIR = "certificat-sanction-pecuniaire", "declaration-appel", "ordonnance-permission-sortir"
NOMS = {CORPS: "corps", "word/footer1.xml": "pied de page", "word/header1.xml": "en-tête"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Lieu = tuple[str, int, tuple[tuple[int, int, int], ...]]  # part, paragraph, cells


class Copie:
    """A copy of one of our templates, to be spoilt."""

    def __init__(self, chemin: Path | bytes):
        self.parts = open_docx(chemin)
        self.roots: dict[str, etree._Element] = {}

    def root(self, part: str = CORPS) -> etree._Element:
        """The tree of a part, which `bytes` writes back."""
        if part not in self.roots:
            self.roots[part] = etree.fromstring(self.parts[part])
        return self.roots[part]

    def paragraphs(self, part: str = CORPS) -> list[etree._Element]:
        """Every w:p of a part."""
        return list(self.root(part).iter(f"{W}p"))

    def find(self, text: str, part: str = CORPS) -> etree._Element:
        """The first paragraph that holds this text."""
        return next(p for p in self.paragraphs(part) if text in words(p))

    def replace(self, old: str, new: str, part: str = CORPS, near: str = "") -> etree._Element:
        """Write `new` in the place of the first `old`, in the paragraph that also holds `near`."""
        paragraph = next(p for p in self.paragraphs(part) if old in words(p) and near in words(p))
        element = next((t for t in paragraph.iter(f"{W}t") if old in (t.text or "")), None)
        if element is None:
            raise LookupError(f"« {old} » is cut over several runs")
        element.text = element.text.replace(old, new, 1)
        element.set(SPACE, "preserve")
        return paragraph

    def add(self, text: str, after: etree._Element | None = None, style: str = "Corps") -> etree._Element:
        """A new paragraph: after another one, or before the first that is not a call of a fragment."""
        paragraph = etree.Element(f"{W}p")
        if style:
            etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
        run = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        run.text = text
        run.set(SPACE, "preserve")
        if after is None:
            after = next(p for p in self.root().iter(f"{W}p") if p.getparent().tag == f"{W}body")
        after.addnext(paragraph)
        return paragraph

    def drop(self, paragraph: etree._Element) -> None:
        """Take a paragraph away."""
        paragraph.getparent().remove(paragraph)

    def lieu(self, paragraph: etree._Element, part: str = CORPS) -> Lieu:
        """Where a paragraph stands: counted here, not by the linter."""
        number = 1 + next(rank for rank, p in enumerate(self.paragraphs(part)) if p is paragraph)
        return NOMS.get(part, part), number, tuple(cells(paragraph))

    def relate(self, kind: str, target: str, mode: str = "External") -> str:
        """A relation of the body; its identifier."""
        name = "word/_rels/document.xml.rels"
        uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        line = f'<Relationship Id="rIdX" Type="{uri}{kind}" Target="{target}" TargetMode="{mode}"/>'
        if mode == "Internal":
            line = line.replace(' TargetMode="Internal"', "")
        self.parts[name] = self.parts[name].replace(b"</Relationships>", line.encode() + b"</Relationships>")
        return "rIdX"

    def override(self, part: str, kind: str) -> None:
        """Declare the type of a new part."""
        line = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        self.parts["[Content_Types].xml"] = self.parts["[Content_Types].xml"].replace(b"</Types>", line.encode())

    def bytes(self) -> bytes:
        """The docx."""
        for part, root in self.roots.items():
            self.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return Archive.of((name, self.parts[name]) for name in content_types_first(self.parts)).assemble({})


def words(paragraph: etree._Element) -> str:
    """The text of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def cells(paragraph: etree._Element) -> Iterator[tuple[int, int, int]]:
    """The cells around a paragraph, from the outermost: table in its container, row, cell."""
    for cell in reversed(list(paragraph.iterancestors(f"{W}tc"))):
        row = next(cell.iterancestors(f"{W}tr"))
        table = next(row.iterancestors(f"{W}tbl"))
        outer = next(table.iterancestors(f"{W}tc"), None)
        top = outer if outer is not None else table.getroottree().getroot()
        tables = [t for t in top.iter(f"{W}tbl") if next(t.iterancestors(f"{W}tc"), None) is outer]
        yield tables.index(table) + 1, table.findall(f"{W}tr").index(row) + 1, row.findall(f"{W}tc").index(cell) + 1


@dataclass(frozen=True)
class Faute:
    """One fault put in one template: what must be found, and where (None: in the file as a whole)."""

    code: str
    acte: str
    gate: Callable[[Copie], Lieu | None] = field(compare=False)
    nom: str = ""
    fichier: str = "modele.docx"

    @property
    def chemin(self) -> Path:
        return MODELES / self.acte / self.fichier

    def __str__(self) -> str:
        return f"{self.code}-{self.acte}" + (f"-{self.nom}" if self.nom else "")


def spoil(faute: Faute) -> tuple[bytes, Lieu | None]:
    """The faulty template, and the place of its fault."""
    copie = Copie(faute.chemin)
    lieu = faute.gate(copie)
    return copie.bytes(), lieu


def swap(old: str, new: str, part: str = CORPS, near: str = "") -> Callable[[Copie], Lieu]:
    """A fault that is one text in the place of another."""
    return lambda copie: copie.lieu(copie.replace(old, new, part, near), part)


def line(text: str, after: str = "", style: str = "Corps") -> Callable[[Copie], Lieu]:
    """A fault that is a new paragraph, after the first that holds `after`."""
    return lambda copie: copie.lieu(copie.add(text, copie.find(after) if after else None, style))


def lines(fault: int, *texts: str, after: str = "") -> Callable[[Copie], Lieu]:
    """A fault that is several new paragraphs, told at the one of that rank."""

    def gate(copie: Copie) -> Lieu:
        where = copie.find(after) if after else None
        added: list[etree._Element] = []
        for text in texts:
            where = copie.add(text, where)
            added.append(where)
        return copie.lieu(added[fault])

    return gate


def without(text: str, told: str = "") -> Callable[[Copie], Lieu]:
    """A fault that is a paragraph taken away, told at the first that holds `told` before it."""

    def gate(copie: Copie) -> Lieu:
        gone = copie.find(text)
        before = copie.paragraphs()[: copie.paragraphs().index(gone)]
        opening = next(p for p in reversed(before) if told in words(p))
        copie.drop(gone)
        return copie.lieu(opening)

    return gate


def after_loss(text: str, told: str) -> Callable[[Copie], Lieu]:
    """A fault that is a paragraph taken away, told at the first that holds `told` after it."""

    def gate(copie: Copie) -> Lieu:
        gone = copie.find(text)
        after = copie.paragraphs()[copie.paragraphs().index(gone) :]
        ending = next(p for p in after if told in words(p))
        copie.drop(gone)
        return copie.lieu(ending)

    return gate


def as_word_cuts(copie: Copie) -> None:
    """What Word does to the runs of a document that someone edits: cut, marked by the spelling checker, renumbered."""
    root = copie.root()
    for rank, run in enumerate(list(root.iter(f"{W}r"))):
        run.set(f"{W}rsidR", f"00{rank:06X}")
        texts = run.findall(f"{W}t")
        if len(texts) != 1 or run[-1] is not texts[0] or len(texts[0].text or "") < 6:
            continue
        twin = copy.deepcopy(run)
        whole = texts[0].text or ""
        middle = len(whole) // 2
        for piece, part in ((texts[0], whole[:middle]), (twin.find(f"{W}t"), whole[middle:])):
            piece.text = part
            piece.set(SPACE, "preserve")
        proof = etree.Element(f"{W}proofErr")
        proof.set(f"{W}type", "spellStart")
        run.addnext(twin)
        run.addnext(proof)


def curved(copie: Copie) -> None:
    """What Word's automatic correction does to the quotes and the spaces of a tag."""
    for element in copie.root().iter(f"{W}t"):
        element.text = re.sub(
            r"\{[{%].*?[}%]\}",
            lambda tag: re.sub(r'"([^"]*)"', "«\u00a0\\1\u00a0»", tag[0]).replace("'", "’"),
            element.text or "",
        )
