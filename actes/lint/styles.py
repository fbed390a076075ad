"""What a paragraph and its runs look like once styles are followed: size, colour, font, language, heading level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from actes.lint.modele import Anatomie, Element, Paragraphe
from actes.rendu.garde import W

_NON = frozenset({"0", "false", "off"})
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEMES = {"minor": "minorFont", "major": "majorFont"}


def on(element: Element | None) -> bool:
    """Whether a switch of WordprocessingML (`w:vanish`, `w:tblHeader`…) is there and not turned off."""
    return element is not None and element.get(f"{W}val", "true") not in _NON


@lru_cache(maxsize=8)
def styles_of(docx: Anatomie) -> Styles:
    """The styles of a docx, read once for all the rules."""
    return Styles(docx)


class Styles:
    """The styles of a docx, and what they come to."""

    def __init__(self, docx: Anatomie):
        self.docx, self.styles = docx, docx.styles()
        self.known: dict[tuple[str, str, str], Element | None] = {}

    @cached_property
    def default(self) -> str:
        """The identifier of the style that a paragraph without style has."""
        for name, style in self.styles.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _NON:
                return name
        return ""

    @cached_property
    def theme_fonts(self) -> dict[str, str]:
        """The Latin font of the theme for text (`minor`) and for headings (`major`)."""
        root = self.docx.xml("word/theme/theme1.xml")
        found = {} if root is None else {kind: root.find(f".//{A}{tag}/{A}latin") for kind, tag in _THEMES.items()}
        return {kind: latin.get("typeface", "") for kind, latin in found.items() if latin is not None}

    def chain(self, name: str) -> Iterator[Element]:
        """A style, then those it is based on; a loop of styles is left at its first turn."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            base = self.styles[name].find(f"{W}basedOn")
            name = "" if base is None else base.get(f"{W}val", "")

    def run_property(self, tag: str, paragraphe: Paragraphe, run: Element | None = None) -> Element | None:
        """The property of characters that holds: of the run, its style, the paragraph's style, the document."""
        style = ""
        if run is not None and (own := run.find(f"{W}rPr")) is not None:
            if (found := own.find(f"{W}{tag}")) is not None:
                return found
            named = own.find(f"{W}rStyle")
            style = "" if named is None else named.get(f"{W}val", "")
        return self._of_styles(tag, style, paragraphe.style or self.default)

    def _of_styles(self, tag: str, character: str, paragraph: str) -> Element | None:
        key = tag, character, paragraph
        if key not in self.known:
            holders = [*self.chain(character), *self.chain(paragraph)] if character else [*self.chain(paragraph)]
            found = (holder.find(f"{W}rPr/{W}{tag}") for holder in holders)
            self.known[key] = next((each for each in found if each is not None), self.defaults(tag))
        return self.known[key]

    def defaults(self, tag: str) -> Element | None:
        """The property of characters of the whole document."""
        root = self.docx.xml("word/styles.xml")
        return None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{tag}")

    def paragraph_property(self, tag: str, paragraphe: Paragraphe) -> Element | None:
        """The property of paragraphs that holds: its own, or of its style."""
        for holder in (paragraphe.element, *self.chain(paragraphe.style or self.default)):
            found = holder.find(f"{W}pPr/{W}{tag}")
            if found is not None:
                return found
        return None

    def level(self, paragraphe: Paragraphe) -> int | None:
        """1 for a heading of the first level, and so on; None for what is no heading."""
        found = self.paragraph_property("outlineLvl", paragraphe)
        value = "" if found is None else found.get(f"{W}val", "")
        return int(value) + 1 if value.isdigit() and int(value) < 9 else None

    def font(self, fonts: Element | None) -> str:
        """The font of Latin letters that a `w:rFonts` asks for, through the theme if need be; « » if it says none."""
        if fonts is None:
            return ""
        theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme") or ""
        return self.theme_fonts.get(theme[:5], "") or fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
