"""What libyaml says, in French, at the place that helps."""

from __future__ import annotations

from yaml import MarkedYAMLError, YAMLError

from actes.dossier.constats import finding
from actes.errors import Constat
from actes.place import Place

_GUILLEMETS = "mettez le texte entre guillemets"
_ALIGNEMENT = "alignez ce champ avec ceux du même niveau, avec des espaces"
_ECHAPPEMENT = ("suite interdite après « \\ »", "doublez la barre oblique inverse, ou employez des guillemets simples")
_ETIQUETTE = ("un texte ne peut pas commencer ainsi", _GUILLEMETS)
_OUVERT = ("un guillemet ouvert n'est pas refermé", "fermez le guillemet, ou doublez l'apostrophe dans le texte")

_PROBLEMES: dict[str, tuple[str, str]] = {
    "found character that cannot start any token": ("un texte ne peut pas commencer par ce caractère", _GUILLEMETS),
    "mapping values are not allowed in this context": (
        "un « : » n'est pas attendu ici",
        f"{_GUILLEMETS} s'il contient « : » ; sinon {_ALIGNEMENT}",
    ),
    "found unexpected ':'": ("un « : » n'est pas attendu ici", f"ajoutez une espace après, ou {_GUILLEMETS}"),
    "found undefined tag handle": _ETIQUETTE,
    "but found another document": ("un autre dossier commence ici", "commencez-le par une ligne « --- »"),
    "mapping keys are not allowed in this context": ("un « ? » n'est pas attendu ici", _GUILLEMETS),
    "block sequence entries are not allowed in this context": (
        "un « - » n'est pas attendu ici",
        "écrivez chaque élément de la liste sur sa ligne, sous le nom du champ",
    ),
    "could not find expected ':'": ("il manque « : » après le nom du champ", "écrivez « nom: valeur »"),
    "did not find expected key": ("ce champ n'est pas aligné avec les autres", _ALIGNEMENT),
    "did not find expected '-' indicator": ("un élément de liste est attendu ici", "commencez la ligne par « - »"),
    "did not find expected ',' or ']'": (
        "un crochet ouvert n'est pas refermé",
        "séparez par des virgules, fermez par « ] »",
    ),
    "did not find expected ',' or '}'": (
        "une accolade ouverte n'est pas refermée",
        "séparez par des virgules, fermez par « } »",
    ),
    "did not find expected node content": ("une valeur est attendue ici", "écrivez-la, ou supprimez le signe de trop"),
    "did not find expected <document start>": ("du texte suit la fin du dossier", "séparez deux dossiers par « --- »"),
    "found unexpected end of stream": _OUVERT,
    "found unexpected document indicator": _OUVERT,
    "found unknown escape character": _ECHAPPEMENT,
    "found invalid Unicode character escape code": _ECHAPPEMENT,
    "did not find expected hexdecimal number": _ECHAPPEMENT,
    "did not find expected alphabetic or numeric character": _ETIQUETTE,
    "found undefined alias": ("cet alias (« * ») ne renvoie à rien", _GUILLEMETS),
    "second occurrence": ("cette ancre (« & ») est déjà donnée", _GUILLEMETS),
    "found a tab character that violates indentation": ("une tabulation sert de retrait", "employez des espaces"),
    "found a tab character where an indentation space is expected": (
        "une tabulation sert de retrait",
        "employez des espaces",
    ),
    "did not find expected comment or line break": ("ce texte est de trop", "supprimez-le, ou passez à la ligne"),
    "found incompatible YAML document": ("version de YAML inconnue", "supprimez la ligne « %YAML »"),
}
_CONTEXTES: dict[str, tuple[str, str]] = {
    "while parsing a tag": _ETIQUETTE,
    "while scanning a tag": _ETIQUETTE,
    "while scanning an anchor": _ETIQUETTE,
    "while scanning an alias": _ETIQUETTE,
    "while scanning a directive": ("directive YAML (« % ») inconnue", "supprimez cette ligne"),
    "while scanning a %YAML directive": ("directive YAML (« % ») inconnue", "supprimez cette ligne"),
    "while scanning a tag directive": ("directive YAML (« % ») inconnue", "supprimez cette ligne"),
    "while scanning a block scalar": ("texte sur plusieurs lignes mal formé", "vérifiez le retrait sous « | »"),
}
_INCONNU = ("le texte n'est pas du YAML bien formé à cet endroit", _GUILLEMETS)
_TABULATION = ("une tabulation n'est pas admise ici", "employez des espaces")


def yaml_invalide(error: YAMLError, text: str, fichier: str, lignes_avant: int) -> Constat:
    """The finding on a text that libyaml could not compose."""
    problem = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    ligne, colonne = _spot(error, problem)
    message, conseil = _PROBLEMES.get(problem) or _CONTEXTES.get(context) or _INCONNU
    line = (text.split("\n")[ligne : ligne + 1] or [""])[0]
    if line[colonne : colonne + 1] == "\t":
        message, conseil = _TABULATION
    place = Place(fichier, lignes_avant + ligne + 1, colonne + 1)
    return finding("yaml-invalide", message + _opened(error, problem, lignes_avant), place, conseil)


def _spot(error: YAMLError, problem: str) -> tuple[int, int]:
    """Line and column from 0: where the quote was opened rather than where the file ends."""
    if not isinstance(error, MarkedYAMLError):
        return 0, 0
    opening = _PROBLEMES.get(problem) is _OUVERT or problem == "could not find expected ':'"
    mark = (error.context_mark if opening else error.problem_mark) or error.problem_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _opened(error: YAMLError, problem: str, lignes_avant: int) -> str:
    if problem.endswith(("or ']'", "or '}'")) and isinstance(error, MarkedYAMLError) and error.context_mark:
        return f" (ouvert à la ligne {lignes_avant + error.context_mark.line + 1})"
    return ""
