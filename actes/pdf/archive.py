"""A PDF of LibreOffice made one to archive: PDF/A-2b, tagged, titled, and the same whenever the act is the same."""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from actes.errors import EnvironnementError
from actes.typographie import typographie

LANGUE = "fr-FR"
CREATEUR = "actes"
_PART = b"<pdfaid:part>2</pdfaid:part>"
_ICC_DATE, _ICC_ID = slice(24, 36), slice(84, 100)  # of the header of a colour profile (ICC.1:2010, 7.2)
_FIXED_DATE = bytes.fromhex("07d000010001000000000000")  # 1 January 2000, as the core properties of our docx


def complete(source: Path, target: Path, *, sha256: str, titre: str) -> int:
    """Write at `target`, private and synced, the PDF that LibreOffice made of the docx `sha256`; its number of pages.

    No date stays in it and its identifier comes from the docx: the same docx, converted by the same LibreOffice with
    the same fonts, gives the same bytes. Raises pikepdf.PdfError if `source` is not a whole PDF; EnvironnementError if
    it is not a tagged PDF/A-2b; OSError.
    """
    with pikepdf.open(source, attempt_recovery=False) as pdf:
        _refuse_another_kind(pdf)
        info = pdf.docinfo
        title = str(info.get("/Title", "")) or titre
        producer = str(info.get("/Producer", ""))
        for key in list(info.keys()):
            del info[key]
        info["/Title"], info["/Producer"], info["/Creator"] = title, producer, CREATEUR
        pdf.Root.Metadata.write(xmp(title, producer))
        pdf.Root.Lang = pdf.Root.get("/Lang", LANGUE)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _date_profiles(pdf)
        identifier = pikepdf.String(bytes.fromhex(sha256)[:16])
        pdf.trailer.ID = pikepdf.Array([identifier, identifier])  # `deterministic_id` renews the second
        if "/DocChecksum" in pdf.trailer:
            del pdf.trailer["/DocChecksum"]
        descriptor = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            pdf.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            stream.flush()
            os.fsync(stream.fileno())
        return len(pdf.pages)


def xmp(titre: str, producteur: str) -> bytes:
    """The metadata of a PDF/A-2b, in step with its information dictionary. Source: ISO 19005-2, 6.6."""
    properties = f"""\
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   {_PART.decode()}<pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(titre)}</rdf:li></rdf:Alt></dc:title>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{escape(producteur)}</pdf:Producer>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{CREATEUR}</xmp:CreatorTool>
  </rdf:Description>"""
    return f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{properties}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _refuse_another_kind(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    tagged = "/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
    if tagged and "/OutputIntents" in root and "/Metadata" in root and _PART in root.Metadata.read_bytes():
        return
    raise EnvironnementError(
        typographie("ce LibreOffice n'écrit pas de PDF/A-2b balisé"),
        conseil=typographie("installez LibreOffice 7.4 ou une version plus récente, ou relancez sans --pdf"),
    )


def _date_profiles(pdf: pikepdf.Pdf) -> None:
    """LibreOffice writes the hour into the colour profile: give it a fixed one."""
    for intent in pdf.Root.OutputIntents:
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_ICC_DATE], profile[_ICC_ID] = _FIXED_DATE, bytes(16)
        intent.DestOutputProfile.write(bytes(profile))
