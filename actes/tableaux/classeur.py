"""An XLSX workbook opened with care: what it holds is bounded, its parts are streamed, its shared texts stay on disk.

It is read here rather than by openpyxl, which keeps every shared text in memory, and hides formulas without a value,
hidden rows and merged cells: somebody would be missing, or wrong, without a word.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from actes.dossier.constats import finding
from actes.errors import LectureError
from actes.place import Place
from actes.tableaux.formats_xlsx import PREDEFINIS

MAX_PARTIES = 5_000
MAX_TOTAL = 2 << 30  # bytes once inflated
MAX_RATIO = 300  # inflated / deflated, looked at beyond PETIT bytes
MAX_ELEMENT = 32 << 20  # bytes of one row, of one text
PETIT = 1 << 20
_EN_MEMOIRE = 8 << 20  # bytes of shared texts: beyond, they go to a file that has no name
_ENCODAGE = re.compile(rb"encoding=[\"']([^\"']+)")
_NOMBRE = re.compile("[0-9]{1,10}")
_ECHAPPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet of cells: its name, its part of the archive, and whether a user sees it."""

    nom: str
    partie: str
    visible: bool


class Classeur:
    """A workbook, open as long as the `with` lasts: `feuilles`, `formats` (codes, by style), `textes`, `depuis_1904`.

    Raises LectureError for what is not a workbook, is damaged or dangerous; OSError.
    """

    def __init__(self, path: Path, fichier: str):
        self.fichier = fichier
        with path.open("rb") as stream:
            if stream.read(4) == b"\xd0\xcf\x11\xe0":
                raise self.refuse("il a un mot de passe, ou il est d'un ancien format", "enregistrez-le en .xlsx")
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
            raise self.refuse("ce n'est pas un .xlsx lisible", "rouvrez-le et enregistrez-le en .xlsx") from None
        try:
            self._check_archive()
            self._read_book()
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Classeur:
        return self

    def __exit__(self, *_: object) -> None:
        self.textes.close()
        self._archive.close()

    def refuse(self, why: str, conseil: str = "") -> LectureError:
        """What to raise of this workbook."""
        place = Place(self.fichier)
        return LectureError(constats=[finding("lecture-impossible", f"classeur refusé : {why}", place, conseil)])

    def elements(self, partie: str, parent: str, child: str) -> Iterator[Element]:
        """The `child` elements of the first `parent` of a part, one after the other, each thrown away once used."""
        with self._part(partie) as raw:
            flux = _Flux(raw, self)
            holder: Element | None = None
            for event, element in iterparse(flux, ("start", "end")):
                if event == "start":
                    if holder is None and _local(element) == parent:
                        holder = element
                elif holder is not None and _local(element) == child:
                    yield element
                    holder.clear()
                    flux.depuis = 0
                elif element is holder:
                    return

    def contains(self, partie: str, octets: bytes) -> bool:
        """Whether these bytes are somewhere in a part."""
        with self._part(partie) as raw:
            tail = b""
            while chunk := raw.read(PETIT):
                if octets in tail + chunk:
                    return True
                tail = chunk[-len(octets) :]
        return False

    @contextmanager
    def _part(self, partie: str) -> Iterator[IO[bytes]]:
        try:
            with self._archive.open(partie) as raw:
                yield raw
        except KeyError:
            raise self.refuse(f"il n'a pas de partie « {partie} »") from None
        except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise self.refuse("une de ses parties est abîmée", "rouvrez-le et enregistrez-le de nouveau") from None

    def _check_archive(self) -> None:
        infos = self._archive.infolist()
        names = {info.filename for info in infos}
        if len(infos) > MAX_PARTIES or len(names) < len(infos) or sum(info.file_size for info in infos) > MAX_TOTAL:
            raise self.refuse("il est trop gros pour un export", "répartissez-le entre plusieurs classeurs")
        if any(info.file_size > max(PETIT, MAX_RATIO * info.compress_size) for info in infos):
            raise self.refuse("une de ses parties est anormalement compressée")
        if any(info.flag_bits & 1 for info in infos):
            raise self.refuse("il est chiffré", "enregistrez-le sans mot de passe")
        if any("vbaProject" in name for name in names):
            raise self.refuse("il contient des macros", "enregistrez-le en .xlsx, sans macros")
        if any(name.endswith("workbook.bin") for name in names):
            raise self.refuse("c'est un classeur binaire", "enregistrez-le en .xlsx")

    def _read_book(self) -> None:
        book = next((target for _, kind, target in self._links("") if kind == "officeDocument"), "")
        links = {key: (kind, target) for key, kind, target in self._links(book)} if book else {}
        self.feuilles = []
        for sheet in self.elements(book, "sheets", "sheet"):
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            kind, target = links.get(key, ("", ""))
            if kind == "worksheet":
                visible = sheet.get("state", "visible") == "visible"
                self.feuilles.append(Feuille(sheet.get("name", ""), target, visible))
        properties = self.elements(book, "workbook", "workbookPr")
        self.depuis_1904 = any(one.get("date1904") in ("1", "true") for one in properties)
        parts = dict(links.values())
        self.formats = self._formats(parts["styles"]) if "styles" in parts else [PREDEFINIS[0]]
        shared = self.elements(parts["sharedStrings"], "sst", "si") if "sharedStrings" in parts else ()
        self.textes = Textes(shared)

    def _links(self, source: str) -> Iterator[tuple[str, str, str]]:
        """The relations of a part: identifier, last word of the type, part that it leads to."""
        folder, name = posixpath.split(source)
        for link in self.elements(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationships", "Relationship"):
            kind = link.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            if link.get("TargetMode", "Internal") == "Internal":
                yield link.get("Id", ""), kind, target

    def _formats(self, partie: str) -> list[str]:
        """The code of the format of each style of cell; an unknown one is empty."""
        codes = dict(PREDEFINIS)
        for one in self.elements(partie, "numFmts", "numFmt"):
            codes[number_of(one.get("numFmtId"))] = one.get("formatCode", "")
        return [codes.get(number_of(one.get("numFmtId")), "?") for one in self.elements(partie, "cellXfs", "xf")]


class _Flux:
    """The bytes of a part on their way to the parser: no DTD, no other encoding than UTF-8, no endless element."""

    def __init__(self, raw: IO[bytes], classeur: Classeur):
        self._raw, self._classeur = raw, classeur
        self._tail: bytes | None = None
        self.depuis = 0  # bytes read since the last element that was used

    def read(self, size: int = -1) -> bytes:
        chunk = self._raw.read(size)
        self.depuis += len(chunk)
        if self._tail is None:
            self._check_encoding(chunk[:200])
        if b"<!DOCTYPE" in (self._tail or b"") + chunk:
            raise self._classeur.refuse("une de ses parties déclare un type de document (DTD)")
        if self.depuis > MAX_ELEMENT:
            raise self._classeur.refuse("une de ses parties a un élément démesuré")
        self._tail = chunk[-9:]
        return chunk

    def _check_encoding(self, head: bytes) -> None:
        found = _ENCODAGE.search(head)
        other = found and found[1].lower() not in (b"utf-8", b"us-ascii")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head or other:
            raise self._classeur.refuse("une de ses parties n'est pas en UTF-8")


class Textes:
    """The shared texts of a workbook, by rank: written once to a private temporary file, read again when asked for."""

    def __init__(self, elements: Iterable[Element]):
        self._file = SpooledTemporaryFile(max_size=_EN_MEMOIRE)  # noqa: SIM115 - closed by `close`
        self._bounds = array("Q", [0])
        for element in elements:
            self._bounds.append(self._bounds[-1] + self._file.write(text_of(element).encode("utf-8", "surrogatepass")))
        self.at = lru_cache(maxsize=4096)(self._at)

    def _at(self, rank: int) -> str | None:
        if not 0 <= rank < len(self._bounds) - 1:
            return None
        self._file.seek(self._bounds[rank])
        data: bytes = self._file.read(self._bounds[rank + 1] - self._bounds[rank])
        return data.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Let go of the file: nothing is left of it."""
        self._file.close()


def text_of(element: Element) -> str:
    """The text of a shared or inline string, its runs put together, without the phonetic guides."""
    parts: list[str] = []
    for child in element:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [piece.text or "" for piece in child if _local(piece) == "t"]
    return unescape("".join(parts))


def unescape(text: str) -> str:
    """The text of which some characters are written by their code: « _x000D_ »."""
    if "_x" in text:
        text = _ECHAPPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n")


def number_of(text: str | None) -> int:
    """The whole number that an attribute says; 0 if it says none."""
    return int(text) if text and _NOMBRE.fullmatch(text) else 0


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
