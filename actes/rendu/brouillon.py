"""What says on every page that a document is only a draft."""

from __future__ import annotations

from typing import Any

from lxml import etree

from actes.rendu.garde import W


def stamp_draft(document: Any) -> None:
    """Write « BROUILLON » at the top of every page, whichever header it shows."""
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if even:
            headers.append(section.even_page_header)
        for header in headers:
            paragraphs = header.paragraphs
            paragraph = paragraphs[0].insert_paragraph_before() if paragraphs else header.add_paragraph()
            paragraph._p.append(_draft_run())
            paragraph.alignment = 1


def _draft_run() -> etree._Element:
    text = "BROUILLON – document incomplet, à ne pas signer ni remettre"
    run = etree.Element(f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(properties, f"{W}b")
    etree.SubElement(properties, f"{W}color").set(f"{W}val", "C00000")
    etree.SubElement(properties, f"{W}sz").set(f"{W}val", "28")
    etree.SubElement(run, f"{W}t").text = text
    return run
