"""The compiled engine: Jinja compiled once, unchanged members copied; the same document as docxtpl, much sooner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes
from lxml import etree

from actes.errors import ActesError, LectureError, ModeleError
from actes.place import Place
from actes.rendu.archive import Archive, content_types_first
from actes.rendu.code import forbidden
from actes.rendu.environnement import environment
from actes.rendu.fragments import Fragments
from actes.rendu.garde import parse
from actes.rendu.langues import FRANCAIS, Textes
from actes.rendu.prepare import prepare_modele
from actes.rendu.proprietes import CORE_PART, CUSTOM_PART
from actes.rendu.source import Partie, Source, read_source

_EMPTY_TABLE = "</w:tblGrid></w:tbl>"  # all its rows were in a loop that did not turn
BREAKS = ("\n", "\t", "\a", "\f")  # in a value: a line, a tab, a paragraph, a page
_BREAKS = re.compile("[\n\t\a\f]")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_MARK_OPENS = re.compile(r"\{% if marques\['([^']+)'\][^%]*%\}(?:\{% if marques\[[^%]*%\}\{\{[^}]*\}\}\{% else %\})?")
_ESCAPED = re.compile(r"\\u(20[0-9a-f]{2})")  # the curved quotes that `clean_tag` writes so
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)


class Modele:
    """A template ready to be filled any number of times; immutable, safe to share between threads."""

    def __init__(self, source: Source, fichier: str = "", brouillon: bool = False, textes: Textes = FRANCAIS):
        self.fichier = fichier
        self._env = environment(brouillon, textes)
        self.textes, self.brouillon = textes, brouillon
        self._parts = [(partie, self._template(partie)) for partie in source.parties if self._varies(partie)]
        self._properties = {name: self._env.from_string(text) for name, text in source.proprietes.items()}
        self._core = source.membres.get(CORE_PART, b"")
        fixed = {
            partie.nom: finish(partie, partie.texte).encode() for partie in source.parties if not self._varies(partie)
        }
        varying = {partie.nom for partie, _ in self._parts}
        varying |= {CORE_PART} if self._properties else set()
        self.scelle = CUSTOM_PART in source.membres  # marked: the custom properties are written for each document
        varying |= {CUSTOM_PART} if self.scelle else set()
        names = [name for name in content_types_first(source.membres) if name not in varying]
        self._archive = Archive.of((name, fixed.get(name, source.membres[name])) for name in names)
        self._custom = source.membres.get(CUSTOM_PART, b"")

    def _varies(self, partie: Partie) -> bool:
        """Whether a part is to be filled for each document."""
        return partie.dynamique

    def _template(self, partie: Partie) -> Template:
        """A part ready to be filled. Raises ModeleError."""
        check_syntax(partie, self.fichier, self.brouillon, self.textes)
        try:
            return self._env.from_string(partie.texte)
        except TemplateError as error:
            raise ModeleError(f"balise mal écrite\u00a0: {french(error)}", place_of(partie, self.fichier, 1)) from None

    def render(self, values: Mapping[str, Any]) -> bytes:
        """The docx filled with `values`. Same values, same bytes.

        Raises ModeleError when the template fails on these values: unknown name, blank printed, wrong type.
        """
        members = {name: xml.encode() for name, xml in self.render_parts(values).items()}
        return self.assemble(members | ({CUSTOM_PART: self._custom} if self.scelle else {}))

    def render_parts(self, values: Mapping[str, Any]) -> dict[str, str]:
        """The XML of each part that depends on `values`, by member name."""
        parts = {}
        for partie, template in self._parts:
            try:
                text = template.render(values)
            except ActesError:
                raise
            except Exception as error:  # whatever the template's code may raise is its author's to mend
                raise _render_error(partie, self.fichier, values, error, self._env) from None
            parts[partie.nom] = finish(partie, text)
        if self._properties:
            parts[CORE_PART] = self._render_properties(values)
        return parts

    def assemble(self, members: Mapping[str, bytes]) -> bytes:
        """The whole docx made of the unchanged members and of these."""
        return self._archive.assemble(members)

    def _render_properties(self, values: Mapping[str, Any]) -> str:
        core = CoreProperties(parse_xml(self._core))
        for name, template in self._properties.items():
            try:
                setattr(core, name, template.render(values))
            except (TemplateError, TypeError, ValueError) as error:
                raise ModeleError(
                    f"la propriété «\u00a0{name}\u00a0» du document\u00a0: {french(error)}", Place(self.fichier)
                ) from None
        xml: str = etree.tostring(core._element, encoding="unicode")
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml


def compile_modele(
    source: str | Path | bytes,
    fragments: Fragments | None = None,
    brouillon: bool = False,
    fichier: str = "",
    textes: Textes = FRANCAIS,
) -> Modele:
    """Compile a template (docxtpl syntax, plus our marks and fragments) once, to render it many times.

    With `textes`, in their language: every text of the template must have its translation.

    Raises ModeleError: a docx that is refused, a syntax error, forbidden code, all with the part and the paragraph.
    """
    fichier = fichier or ("" if isinstance(source, bytes) else str(source))
    try:
        prepared = prepare_modele(source, fragments, brouillon, textes)
        return Modele(read_source(prepared), fichier, brouillon, textes)
    except LectureError as error:
        raise ModeleError(constats=error.constats) from None


def numbered(text: str) -> str:
    """The source with one line for each paragraph, as docxtpl does, so that a line number says which paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", text)


@lru_cache(maxsize=8)  # the proof of a template reads again the parts that were just compiled
def tree_of(texte: str, brouillon: bool = False) -> nodes.Template:
    """The syntax of a part, a line a paragraph; to be read, never changed. Raises TemplateSyntaxError."""
    return environment(brouillon).parse(numbered(texte))


def paragraph_at(text: str, ligne: int) -> str:
    """The words of the paragraph at that line of a numbered source, as the author wrote them."""
    lines = numbered(text).split("\n")
    words = re.sub(r"<[^>]+>", "", lines[ligne - 1]) if 0 < ligne <= len(lines) else ""
    words = _MARK_OPENS.sub(r'{% mention "\1" %}', words)
    words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    return " ".join(words.replace("{% endif %}{% endif %}", "{% endmention %}").split())


def place_of(partie: Partie, fichier: str, ligne: int) -> Place:
    """« modele.docx:word/document.xml:12 »: the part, and the paragraph as a line."""
    return Place(f"{fichier}:{partie.nom}" if fichier else partie.nom, max(ligne - 1, 1))


def _excerpt(partie: Partie, ligne: int) -> str:
    words = paragraph_at(partie.texte, ligne)
    return f" (paragraphe {max(ligne - 1, 1)}\u00a0: «\u00a0{words[:70]}{'…' if len(words) > 70 else ''}\u00a0»)"


def check_syntax(partie: Partie, fichier: str, brouillon: bool, textes: Textes) -> None:
    """Raise ModeleError for a tag badly written, or forbidden code, with the paragraph."""
    try:
        tree = tree_of(partie.texte, brouillon)
    except TemplateSyntaxError as error:
        raise ModeleError(
            f"balise mal écrite\u00a0: {french(error)}{_excerpt(partie, error.lineno)}",
            place_of(partie, fichier, error.lineno),
        ) from None
    problems = [
        ModeleError(found.message + _excerpt(partie, found.ligne), place_of(partie, fichier, found.ligne)).constats[0]
        for found in forbidden(tree, environment(brouillon, textes), textes.langue)
    ]
    if problems:
        raise ModeleError(constats=problems)


def finish(partie: Partie, text: str) -> str:
    """What docxtpl does once Jinja is done: its escapes, line breaks in values, columns of tables, drawing numbers."""
    if "{" in text or "}" in text:  # each escape has one: looked for alone, as it is quick to find
        text = text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    if any(mark in text for mark in BREAKS):
        text = _resolve_breaks(text)
    if partie.fragile:
        _check_well_formed(partie, text)
    if partie.corps and (partie.grille or _EMPTY_TABLE in text):
        text = _fix_tables(partie, text)
    if partie.corps and "<wp:docPr" in text:
        numbers = iter(range(1001, 1_000_000))
        text = re.sub(r'(<wp:docPr\b[^>]*?\bid=")[^"]*', lambda m: f"{m[1]}{next(numbers)}", text)
    return partie.avant + text + partie.apres


def _check_well_formed(partie: Partie, text: str) -> None:
    try:
        parse((partie.avant + text + partie.apres).encode())
    except etree.XMLSyntaxError:
        raise ModeleError(
            f"une condition ou une boucle s’ouvre et se ferme dans deux éléments du document ({partie.nom})",
            conseil="placez l’ouverture et la fermeture au même niveau, ou employez {%p …%}, {%tr …%}",
        ) from None


def _resolve_breaks(text: str) -> str:
    """docxtpl's `resolve_listing`, run on the paragraphs that hold a break only: it leaves the others as they are."""
    simple = _resolve_line_feeds(text)
    if simple is not None:
        return simple
    if "<w:txbxContent" in text:  # paragraphs within paragraphs: docxtpl's own way of pairing them, on the whole
        return _PARAGRAPH.sub(lambda m: str(DocxTemplate.resolve_listing(None, m[0])), text)
    pieces, done = [], 0
    while found := _BREAKS.search(text, done):
        start = max(text.rfind("<w:p>", done, found.start()), text.rfind("<w:p ", done, found.start()))
        end = text.find("</w:p>", found.start())
        if start < 0 or end < 0:  # not in a paragraph: nothing to resolve
            pieces.append(text[done : found.end()])
            done = found.end()
            continue
        end += len("</w:p>")
        pieces += [text[done:start], str(DocxTemplate.resolve_listing(None, text[start:end]))]
        done = end
    return "".join((*pieces, text[done:]))


def _resolve_line_feeds(text: str) -> str | None:
    """The common case, in one pass: line feeds only, all of them inside w:t; None when it is not so."""
    if any(mark in text for mark in BREAKS if mark != "\n"):
        return None
    pieces = text.split("\n")
    inside = False
    for piece in pieces[:-1]:
        tag = piece.rfind("<")
        inside = inside if tag < 0 else piece.startswith(("<w:t>", "<w:t "), tag)
        if not inside:
            return None
    return _LINE_BREAK.join(pieces)


def _fix_tables(partie: Partie, text: str) -> str:
    """docxtpl's own correction of the number of columns, on the body put back under the declared namespaces."""
    root = partie.avant[partie.avant.index("<w:document") :]
    declarations = " ".join(re.findall(r'xmlns:?\w*="[^"]*"', root))
    tree = DocxTemplate.fix_tables(None, text.replace("<w:body>", f"<w:body {declarations}>", 1))
    return str(etree.tostring(tree, encoding="unicode"))


def french(error: BaseException | str) -> str:
    """The library's message in French as far as a clerk or an author needs it."""
    text = getattr(error, "message", None) or str(error)
    for name, sign in _TOKENS:
        text = text.replace(name, sign)
    for pattern, translation in _TRANSLATIONS:
        if found := re.search(pattern, text):
            return found.expand(translation)
    return str(text)


_TOKENS = (
    ("end of statement block", "%}"), ("end of print statement", "}}"), ("got 'string'", "got 'un texte'"),
    ("got 'integer'", "got 'un nombre'"), ("got 'float'", "got 'un nombre'"),
)  # fmt: skip
_TRANSLATIONS = (
    (r"'([^']+)' is undefined", "le nom «\u00a0\\1\u00a0» est inconnu"),
    (r"has no attribute '([^']+)'", "le champ «\u00a0\\1\u00a0» est inconnu ou absent"),
    (r"No filter named '([^']+)'", "le filtre «\u00a0\\1\u00a0» n’existe pas"),
    (r"No test named '([^']+)'", "le test «\u00a0\\1\u00a0» n’existe pas"),
    (r"Unexpected end of template.*needs to be closed is '([^']+)'", "la balise «\u00a0\\1\u00a0» n’est pas refermée"),
    (r"Encountered unknown tag '([^']+)'", "la balise «\u00a0\\1\u00a0» est inconnue ou mal placée"),
    (r"unexpected '([^']+)'", "signe «\u00a0\\1\u00a0» inattendu"),
    (r"expected token 'name', got '([^']+)'", "un nom était attendu, «\u00a0\\1\u00a0» trouvé"),
    (r"expected token '([^']+)', got '([^']+)'", "«\u00a0\\1\u00a0» attendu, «\u00a0\\2\u00a0» trouvé"),
    (r"nested too deeply", "trop de parenthèses ou d’opérations l’une dans l’autre"),
    (r"unexpected char (\S+)", "caractère \\1 inattendu"),
    (r"Expected an expression, got '([^']+)'", "une valeur était attendue, «\u00a0\\1\u00a0» trouvé"),
)  # fmt: skip


def _render_error(partie: Partie, fichier: str, values: Mapping[str, Any], error: Exception, env: Any) -> ModeleError:
    """Run the failing part again with numbered lines, to say at which paragraph it fails."""
    ligne = 1
    try:
        env.from_string(numbered(partie.texte)).render(values)
    except Exception as again:
        ligne = max(_template_lines(again), default=1)
    return ModeleError(
        f"le modèle échoue sur ce dossier\u00a0: {french(error)}{_excerpt(partie, ligne)}",
        place_of(partie, fichier, ligne),
    )


def _template_lines(error: BaseException) -> Iterator[int]:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            yield trace.tb_lineno
        trace = trace.tb_next
