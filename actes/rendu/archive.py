"""The docx envelope: static members deflated once and copied, the others written by hand, no clock inside."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from struct import pack

STATIC_LEVEL, LEVEL = 9, 1  # what is deflated once is deflated well; the rest, for each act, quickly
DOS_TIME, DOS_DATE = 0, (1 << 5) | 1  # 1 January 1980: the date of an act is in its text, never in its envelope
UTF8_NAME = 0x800
SMALL = 1024  # bytes: below, deflating costs more than it spares


def _member(name: str, data: bytes, offset: int, level: int) -> tuple[bytes, bytes]:
    """Local header with its deflated data, and the central directory record, of one member."""
    method, packed = (8, _deflated(data, level)) if len(data) > SMALL else (0, data)
    raw_name = name.encode()
    common = pack(
        "<HHHHHLLLHH",
        20, UTF8_NAME, method, DOS_TIME, DOS_DATE, zlib.crc32(data), len(packed), len(data), len(raw_name), 0,
    )  # fmt: skip
    local = b"PK\3\4" + common + raw_name + packed
    central = b"PK\1\2" + pack("<H", 20) + common + pack("<HHHLL", 0, 0, 0, 0, offset) + raw_name
    return local, central


def _deflated(data: bytes, level: int) -> bytes:
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


@dataclass(frozen=True, slots=True)
class Archive:
    """The members that never change, ready to be copied in one go."""

    body: bytes
    directory: bytes
    count: int

    @classmethod
    def of(cls, members: Iterable[tuple[str, bytes]]) -> Archive:
        """Deflate `members` (name, bytes) once."""
        body, directory, count = bytearray(), bytearray(), 0
        for name, data in members:
            local, central = _member(name, data, len(body), STATIC_LEVEL)
            body += local
            directory += central
            count += 1
        return cls(bytes(body), bytes(directory), count)

    def assemble(self, members: Mapping[str, bytes]) -> bytes:
        """The whole docx: the static members, then `members`. Same input, same bytes."""
        chunks, central, offset = [self.body], [self.directory], len(self.body)
        for name, data in members.items():
            local, record = _member(name, data, offset, LEVEL)
            chunks.append(local)
            central.append(record)
            offset += len(local)
        directory = b"".join(central)
        count = self.count + len(members)
        end = b"PK\5\6" + pack("<HHHHLLH", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*chunks, directory, end))


def content_types_first(names: Iterable[str]) -> list[str]:
    """Member names in the order that packages want: the content types, the root relations, then the rest."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
