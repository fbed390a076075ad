"""The one door through which any docx enters: what is dangerous is refused before a library sees it."""

from __future__ import annotations

import errno
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from actes.errors import EnvironnementError, LectureError
from actes.place import Place

MAX_FILE = 256 * 1024 * 1024  # bytes of any file that is read
_ANCIEN = bytes.fromhex("d0cf11e0a1b11ae1")  # OLE: documents before 2007, encrypted ones
MAX_ENTRIES = 1_000
MAX_TOTAL = 64 * 1024 * 1024  # bytes once inflated, for the whole archive
MAX_RATIO = 200  # inflated / deflated, looked at beyond RATIO_FLOOR bytes
RATIO_FLOOR = 1024 * 1024
CHUNK = 64 * 1024

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFUSED_RELATIONS = (
    "attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "control", "vbaProject", "package",
)  # fmt: skip
_DETACH = (
    "détachez le modèle\u00a0: dans Word, Fichier, Options, Compléments, Gérer «\u00a0Modèles\u00a0», "
    "Atteindre…\u00a0; videz la case «\u00a0Modèle de document\u00a0», validez, puis enregistrez"
)
_REFUSED_FIELDS = re.compile(
    r"(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.I
)
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "il n’existe pas",
    IsADirectoryError: "c’est un dossier",
    PermissionError: "vous n’avez pas le droit de le lire",
}
_CODES = {
    errno.ELOOP: "ce lien ne mène nulle part",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ENOTDIR: "un dossier de son chemin n’en est pas un",
    errno.EIO: "le disque ne répond pas",
}
_EXHAUSTED = {
    errno.EMFILE: "trop de fichiers sont ouverts à la fois",
    errno.ENFILE: "trop de fichiers sont ouverts à la fois",
    errno.ENOMEM: "la mémoire manque",
}
_LINK_TARGETS = re.compile(r"(https?|mailto):", re.I)


@dataclass(frozen=True, slots=True)
class Danger:
    """One reason to refuse a docx."""

    membre: str
    genre: str  # illisible, macro, codage, dtd, xml, objet, externe, champ, style
    detail: str  # the identifier of the relation, the word of the field
    message: str
    conseil: str = ""


def _not_a_docx(data: bytes) -> tuple[str, str]:
    """What these bytes are instead of an archive, and what to do."""
    if not data:
        return "le fichier est vide", "reprenez la version précédente, ou enregistrez-le de nouveau"
    if data.startswith(_ANCIEN):
        why = "c’est un ancien document Word (.doc), ou un document protégé par un mot de passe"
        return why, "ôtez le mot de passe s’il y en a un, et enregistrez-le au format .docx"
    return "ce n’est pas un fichier docx lisible", "rouvrez-le et enregistrez-le en .docx"


class _Guard:
    """Reads one archive within its limits, and looks at its parts one after the other."""

    def __init__(self, fichier: str):
        self.fichier = fichier

    def refuse(self, why: str, advice: str = "") -> LectureError:
        return LectureError(f"document refusé\u00a0: {why}", Place(self.fichier), conseil=advice)

    def read(self, data: bytes) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return self._read_members(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise self.refuse(*_not_a_docx(data)) from None

    def _read_members(self, archive: zipfile.ZipFile) -> dict[str, bytes]:
        infos = archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise self.refuse(f"il contient {len(infos)} éléments (au plus {MAX_ENTRIES})")
        parts: dict[str, bytes] = {}
        total = 0
        for info in infos:
            name = info.filename
            if name.endswith("/"):
                continue
            if name in parts:
                raise self.refuse(f"l’élément «\u00a0{name}\u00a0» y figure deux fois")
            if name.startswith("/") or "\\" in name or ".." in name.split("/") or info.flag_bits & 1:
                raise self.refuse(f"l’élément «\u00a0{name}\u00a0» a un nom ou un codage interdit")
            parts[name] = self._inflate(archive, info, MAX_TOTAL - total)
            total += len(parts[name])
        return parts

    def _inflate(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int) -> bytes:
        chunks, size = [], 0
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > budget:
                    raise self.refuse("il dépasse la taille permise une fois décompressé")
                if size > RATIO_FLOOR and size > MAX_RATIO * max(info.compress_size, 1):
                    raise self.refuse(f"l’élément «\u00a0{info.filename}\u00a0» est anormalement compressé")
                chunks.append(chunk)
        return b"".join(chunks)

    def problems(self, parts: Mapping[str, bytes]) -> Iterator[Danger]:
        """Everything dangerous in these parts."""
        if "[Content_Types].xml" not in parts:
            advice = "rouvrez-le et enregistrez-le en .docx"
            yield Danger("", "illisible", "", "ce n’est pas un fichier docx lisible", advice)
        for name, data in parts.items():
            if name.lower().endswith((".bin", ".exe", ".docm", ".dotm")) and "vba" in name.lower():
                yield Danger(name, "macro", "", "il contient des macros", "enregistrez-le sans macros")
            if name.endswith((".xml", ".rels")):
                yield from self._check_xml(name, data)

    def _check_xml(self, name: str, data: bytes) -> Iterator[Danger]:
        head = data[:200]
        encoding = re.search(rb"encoding=[\"']([^\"']+)", head)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
            yield Danger(name, "codage", "", f"«\u00a0{name}\u00a0» n’est pas en UTF-8")
            return
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            yield Danger(name, "dtd", "", f"«\u00a0{name}\u00a0» déclare un type de document (DTD)")
            return
        try:
            root = parse(data)
        except etree.XMLSyntaxError:
            yield Danger(name, "xml", "", f"«\u00a0{name}\u00a0» n’est pas du XML bien formé")
            return
        if name.endswith(".rels"):
            yield from self._check_relations(name, root)
        elif name == "[Content_Types].xml":
            if b"macroEnabled" in data or b"vbaProject" in data:
                yield Danger(name, "macro", "", "il contient des macros", "enregistrez-le sans macros")
        else:
            yield from self._check_fields(name, root)
            yield from self._check_styles(root)

    def _check_relations(self, name: str, root: etree._Element) -> Iterator[Danger]:
        for relation in root.iter(_RELATION):
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            external = relation.get("TargetMode", "").lower() == "external"
            target = relation.get("Target", "")
            if kind in _REFUSED_RELATIONS and (external or kind != "package"):
                message = f"«\u00a0{name}\u00a0» porte une relation «\u00a0{kind}\u00a0»"
                yield Danger(
                    name, "objet", relation.get("Id", ""), message, _DETACH if kind == "attachedTemplate" else ""
                )
            elif external and not (kind == "hyperlink" and _LINK_TARGETS.match(target)):
                message = f"«\u00a0{name}\u00a0» renvoie hors du document (relation «\u00a0{kind}\u00a0»)"
                yield Danger(name, "externe", relation.get("Id", ""), message)

    def _check_fields(self, name: str, root: etree._Element) -> Iterator[Danger]:
        codes = [element.get(f"{W}instr", "") for element in root.iter(f"{W}fldSimple")]
        code: list[str] = []
        for element in root.iter(f"{W}instrText", f"{W}fldChar"):
            if element.tag == f"{W}instrText":
                code.append(element.text or "")
            else:  # a field's code may be cut over several runs: judged whole, at each of its limits
                codes.append("".join(code))
                code = []
        codes.append("".join(code))
        for text in codes:
            if found := _REFUSED_FIELDS.match(text.strip()):
                yield Danger(name, "champ", found[1].upper(), f"«\u00a0{name}\u00a0» porte un champ {found[1].upper()}")

    def _check_styles(self, root: etree._Element) -> Iterator[Danger]:
        if root.tag != f"{W}styles":
            return
        parents = {}
        for style in root.iter(f"{W}style"):
            base = style.find(f"{W}basedOn")
            if base is not None:
                parents[style.get(f"{W}styleId")] = base.get(f"{W}val")
        for start in parents:
            seen, style_id = set(), start
            while style_id in parents:
                if style_id in seen:
                    message = f"le style «\u00a0{start}\u00a0» dépend de lui-même"
                    yield Danger("word/styles.xml", "style", str(start), message)
                    return
                seen.add(style_id)
                style_id = parents[style_id]


def parse(data: bytes) -> etree._Element:
    """Parse one XML part: no entity, no network, no huge tree."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """At most these many bytes; no more memory is asked for than there are."""
    chunks, size = [], 0
    while size < limit and (chunk := stream.read(min(CHUNK, limit - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises LectureError, in French, when it cannot be read; EnvironnementError if none can."""
    try:
        with path.open("rb") as stream:
            content = _read_up_to(stream, MAX_FILE + 1)  # a device such as /dev/zero never ends
    except OSError as error:
        if error.errno in _EXHAUSTED:
            raise EnvironnementError(
                f"fichier illisible\u00a0: {_EXHAUSTED[error.errno]}",
                Place(str(path)),
                conseil="fermez d’autres programmes ou relevez la limite, puis recommencez",
            ) from None
        reason = _REASONS.get(type(error)) or _CODES.get(error.errno or 0, f"erreur n°\u00a0{error.errno} du système")
        raise LectureError(
            f"fichier illisible\u00a0: {reason}", Place(str(path)), conseil="vérifiez le chemin et les droits"
        ) from None
    if len(content) > MAX_FILE:
        raise LectureError("fichier illisible\u00a0: il est trop gros", Place(str(path)), conseil="vérifiez le chemin")
    return content


def open_docx(source: str | Path | bytes, fichier: str = "") -> dict[str, bytes]:
    """The members of a docx, name → bytes, once it is known to be harmless.

    Checked: number and size of the members (a budget for the whole archive, inflated by pieces), compression ratio,
    names, encryption, DTD and entities, encodings, external relations and linked objects, macros, field codes that
    fetch or run something, cyclic styles.

    Raises LectureError if it is not a docx, cannot be read, or is dangerous. Source: pairs §4.2, points 3 and 4.
    """
    if not isinstance(source, bytes):
        fichier = fichier or str(source)
        source = read_file(Path(source))
    guard = _Guard(fichier)
    parts = guard.read(source)
    for danger in guard.problems(parts):
        raise guard.refuse(danger.message, danger.conseil)
    return parts


def inspect_docx(source: bytes, fichier: str = "") -> tuple[dict[str, bytes], list[Danger]]:
    """The members of a docx and everything dangerous in it; to be looked at, never given to a library.

    Raises LectureError for what is no archive, or one too big to be opened.
    """
    guard = _Guard(fichier)
    parts = guard.read(source)
    return parts, list(guard.problems(parts))
