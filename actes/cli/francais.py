"""click speaks French: its own words are translated, whatever the language of the machine."""

from __future__ import annotations

import re
import sys

_PHRASES = {
    "Usage:": "Utilisation\u00a0:",
    "Usage: ": "Utilisation\u00a0: ",
    "Options": "Options",
    "Commands": "Commandes",
    "Arguments": "Arguments",
    "Error": "Erreur",
    "Error: {message}": "Erreur\u00a0: {message}",
    "Aborted!": "Interrompu.",
    "Show this message and exit.": "Affiche cette aide et s’arrête.",
    "Show the version and exit.": "Affiche la version et s’arrête.",
    "Try '{command} {option}' for help.": "Voyez l’aide\u00a0: {command} {option}",
    "Missing argument": "Il manque l’argument",
    "Missing option": "Il manque l’option",
    "Missing parameter": "Il manque le paramètre",
    "Missing {param_type}": "Il manque {param_type}",
    "Missing command.": "Il manque la commande.",
    "No such command {name!r}.": "La commande «\u00a0{name}\u00a0» n’existe pas.",
    "No such command {name!r}. Did you mean {suggestion!r}?": (
        "La commande «\u00a0{name}\u00a0» n’existe pas\u00a0: vouliez-vous dire «\u00a0{suggestion}\u00a0»\u00a0?"
    ),
    "No such option {name!r}.": "L’option «\u00a0{name}\u00a0» n’existe pas.",
    "No such option: {name}": "L’option «\u00a0{name}\u00a0» n’existe pas.",
    "Did you mean {possibility}?": "Vouliez-vous dire {possibility}\u00a0?",
    "Invalid value: {message}": "Valeur incorrecte\u00a0: {message}",
    "Invalid value for {param_hint}: {message}": "Valeur incorrecte pour {param_hint}\u00a0: {message}",
    "{name} {filename!r} does not exist.": "«\u00a0{filename}\u00a0» n’existe pas.",
    "{name} {filename!r} is a directory.": "«\u00a0{filename}\u00a0» est un dossier.",
    "{name} {filename!r} is a file.": "«\u00a0{filename}\u00a0» est un fichier.",
    "{name} {filename!r} is not readable.": "«\u00a0{filename}\u00a0» n’est pas lisible.",
    "{name} {filename!r} is not writable.": "«\u00a0{filename}\u00a0» n’est pas modifiable.",
    "{value!r} is not {choice}.": "«\u00a0{value}\u00a0» n’est pas {choice}.",
    "{value!r} is not one of {choices}.": "«\u00a0{value}\u00a0» n’est pas l’un de {choices}.",
    "{value!r} is not a valid {number_type}.": "«\u00a0{value}\u00a0» n’est pas un nombre.",
    "{value} is not in the range {range}.": "{value} n’est pas dans les limites\u00a0: {range}.",
    "Option {name!r} requires an argument.": "L’option «\u00a0{name}\u00a0» attend une valeur.",
    "Option {name!r} does not take a value.": "L’option «\u00a0{name}\u00a0» n’attend pas de valeur.",
    "Got unexpected extra argument ({args})": "Argument en trop\u00a0: {args}",
    "Got unexpected extra arguments ({args})": "Arguments en trop\u00a0: {args}",
    "default: {default}": "par défaut\u00a0: {default}",
    "required": "obligatoire",
    "env var: {var}": "variable d’environnement\u00a0: {var}",
    "(DEPRECATED)": "(abandonné)",
    "file": "fichier",
    "directory": "dossier",
    "path": "chemin",
}


def translate(text: str) -> str:
    """The French of one of click's phrases; itself when it is not known."""
    return _PHRASES.get(text, text)


def translate_many(one: str, many: str, count: int) -> str:
    """The same where click chooses between singular and plural."""
    return translate(one if count == 1 else many)


def install() -> None:
    """Put our words in place of click's gettext, in each of its modules (a test watches the help)."""
    import click

    for name, module in list(sys.modules.items()):
        if re.fullmatch(r"click(\.\w+)?", name):
            for attribute, ours in (("_", translate), ("gettext", translate), ("ngettext", translate_many)):
                if callable(getattr(module, attribute, None)):
                    setattr(module, attribute, ours)
    assert click
