"""One long PDF written as it goes, from many: its memory does not grow with them, unlike that of a merge."""

from __future__ import annotations

import hashlib
import re
from array import array
from dataclasses import dataclass, field
from typing import BinaryIO

import pikepdf

from actes.pdf.archive import CREATEUR, LANGUE, xmp

_KEPT = (  # of a page; its links and its place in the structure are left out
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"),
    *("/Group", "/Resources", "/Contents"),
)
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-f]*>|(\d+) (\d+) R\b", re.DOTALL)  # or a text, left alone
_SHARED = 65_536  # objects remembered to be shared: fonts and colour profiles come back in acts that are near
_BRANCH = 256  # pages under one node
_NO_OBJECT = b"null"
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

_CATALOG, _PAGES, _OUTLINE = 1, 2, 3


@dataclass(slots=True)
class _Node:
    """Some pages, under one node of the tree."""

    number: int
    pages: list[int] = field(default_factory=list)


class Fusion:
    """A PDF/A-2b in the making: pages in the order in which they are added, and an outline entry a document.

    Not tagged, and without links: it is made for paper, the PDF of each act is there for whoever listens to it. What is
    identical (fonts, colour profiles, images) is written once, as long as it comes back within some thousand documents.
    """

    def __init__(self, stream: BinaryIO, titre: str):
        self.stream, self.titre = stream, titre
        self.offsets = array("Q", [0, 0, 0, 0])  # by object number; 0: not yet written
        self.position = 0
        self.shared: dict[bytes, int] = {}
        self.node = _Node(self._reserve())
        self.branches: list[tuple[int, int]] = []  # (number, pages) of the nodes that are full
        self.intents = _NO_OBJECT
        self.first_entry = self.last_entry = self.entries = 0
        self.entry: tuple[int, int, bytes] | None = None  # number, the one before, what it says: waiting for the next
        self._out(_HEADER)

    def add(self, pdf: pikepdf.Pdf, signet: str, *, recto_verso: bool = False) -> None:
        """Add the pages of a document under that outline entry; `recto_verso`: on sheets of their own."""
        source = _Source(self, pdf)
        if self.intents == _NO_OBJECT:
            self.intents = source.copy(pdf.Root.OutputIntents)
        bodies = [source.page(page.obj) for page in pdf.pages]
        if recto_verso and len(bodies) % 2:
            box = source.copy(pdf.pages[-1].mediabox)
            bodies.append(b"<< /MediaBox " + box + b" /Resources << >> >>")
        numbers = [self._add_page(body) for body in bodies]
        self._add_entry(signet, numbers[0])

    def finish(self, identifiant: bytes) -> None:
        """Write what holds the pages together; `identifiant`, 16 bytes, names this file."""
        self._close_branch()
        self._close_entry(None)
        kids = b" ".join(b"%d 0 R" % number for number, _ in self.branches)
        count = sum(pages for _, pages in self.branches)
        self._put(_PAGES, b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (kids, count))
        ends = (self.first_entry, self.last_entry, self.entries)
        self._put(_OUTLINE, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % ends)
        metadata = xmp(self.titre, CREATEUR)
        written = self._append(b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(metadata) + _stream_of(metadata))
        catalog = b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R" % (_PAGES, _OUTLINE)
        catalog += b" /PageMode /UseOutlines /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >>"
        catalog += b" /Lang (%s) /Metadata %d 0 R /OutputIntents %s >>" % (LANGUE.encode(), written, self.intents)
        self._put(_CATALOG, catalog)
        titre, createur = pikepdf.String(self.titre).unparse(), pikepdf.String(CREATEUR).unparse()
        info = self._append(b"<< /Title %s /Producer %s /Creator %s >>" % (titre, createur, createur))
        self._write_table(info, identifiant)

    def share(self, body: bytes) -> int:
        """The number of an object that says this: one already written, or a new one."""
        print_ = hashlib.sha256(body).digest()
        number = self.shared.get(print_)
        if number is None:
            if len(self.shared) >= _SHARED:
                del self.shared[next(iter(self.shared))]  # the oldest
            number = self.shared[print_] = self._append(body)
        return number

    def _add_page(self, body: bytes) -> int:
        number = self._append(b"<< /Type /Page /Parent %d 0 R " % self.node.number + body.removeprefix(b"<<"))
        self.node.pages.append(number)
        if len(self.node.pages) == _BRANCH:
            self._close_branch()
            self.node = _Node(self._reserve())
        return number

    def _close_branch(self) -> None:
        node = self.node
        kids = b" ".join(b"%d 0 R" % page for page in node.pages)
        self._put(
            node.number,
            b"<< /Type /Pages /Parent %d 0 R /Kids [ %s ] /Count %d >>" % (_PAGES, kids, len(node.pages)),
        )
        if node.pages:
            self.branches.append((node.number, len(node.pages)))

    def _add_entry(self, signet: str, page: int) -> None:
        number = self._reserve()
        self._close_entry(number)
        words = b"/Title %s /Dest [ %d 0 R /Fit ]" % (pikepdf.String(signet).unparse(), page)
        self.entry = (number, self.last_entry, words)
        self.first_entry, self.last_entry, self.entries = self.first_entry or number, number, self.entries + 1

    def _close_entry(self, after: int | None) -> None:
        if self.entry is None:
            return
        number, before, words = self.entry
        around = (b" /Prev %d 0 R" % before if before else b"") + (b" /Next %d 0 R" % after if after else b"")
        self._put(number, b"<< %s /Parent %d 0 R%s >>" % (words, _OUTLINE, around))

    def _reserve(self) -> int:
        self.offsets.append(0)
        return len(self.offsets) - 1

    def _append(self, body: bytes) -> int:
        number = self._reserve()
        self._put(number, body)
        return number

    def _put(self, number: int, body: bytes) -> None:
        self.offsets[number] = self.position
        self._out(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _out(self, data: bytes) -> None:
        self.stream.write(data)
        self.position += len(data)

    def _write_table(self, info: int, identifiant: bytes) -> None:
        start, size = self.position, len(self.offsets)
        self._out(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for first in range(1, size, 1000):
            self._out(b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets[first : first + 1000]))
        name = b"<%s>" % identifiant.hex().encode()
        self._out(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R" % (size, _CATALOG, info))
        self._out(b" /ID [ %s %s ] >>\nstartxref\n%d\n%%%%EOF\n" % (name, name, start))


@dataclass(slots=True)
class _Source:
    """A PDF whose objects are copied: each once, under a number of the new file."""

    fusion: Fusion
    pdf: pikepdf.Pdf
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)  # 0: being copied

    def page(self, page: pikepdf.Object) -> bytes:
        """What a page says, without its place in a tree."""
        said = {key: page[key] for key in _KEPT if key in page}
        parent = page.get("/Parent")
        while parent is not None:
            said = {key: parent[key] for key in _INHERITED if key in parent} | said
            parent = parent.get("/Parent")
        return self._renumber(pikepdf.Dictionary(said).unparse(resolved=True))

    def copy(self, thing: object) -> bytes:
        """What an object says, with what it refers to copied."""
        if isinstance(thing, pikepdf.Stream):
            data = thing.read_raw_bytes()
            said = pikepdf.Dictionary({key: value for key, value in thing.stream_dict.items() if key != "/Length"})
            words = self._renumber(said.unparse(resolved=True)).removeprefix(b"<<")
            return b"<< /Length %d%s" % (len(data), words) + _stream_of(data)
        if isinstance(thing, pikepdf.Object):
            return self._renumber(thing.unparse(resolved=True))
        return pikepdf.Array([thing]).unparse()[1:-1].strip()  # a number, a truth value

    def _renumber(self, text: bytes) -> bytes:
        return _REFERENCE.sub(self._reference, text)

    def _reference(self, match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return match[0]
        key = (int(match[1]), int(match[2]))
        if key not in self.numbers:
            self.numbers[key] = 0
            self.numbers[key] = self.fusion.share(self.copy(self.pdf.get_object(key)))
        return b"%d 0 R" % self.numbers[key] if self.numbers[key] else _NO_OBJECT


def _stream_of(data: bytes) -> bytes:
    return b"\nstream\n%s\nendstream" % data
