"""The YAML files of a new act: acte.yaml with its explanations, its example, its legal cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from actes.cas import put, take_out
from actes.catalogue import Acte, Mention
from actes.dossier import parse_chemin
from actes.errors import Gravite
from actes.typographie import typographie

USUAL = (
    "identite-condamne", "references-decision", "peines-prononcees", "coordonnees-service", "autorite-emettrice",
    "signataire-greffier",
)  # fmt: skip
_KEPT = ("condamne.civilite", "condamne.incarcere", "service.adresse")  # that an example does better with


@dataclass(frozen=True, slots=True)
class Projet:
    """What is asked of a new act."""

    id: str
    titre: str
    famille: str
    base: tuple[str, ...]  # its legal basis
    du: date  # the first day on which the law provides for it
    emetteur: str
    mentions: tuple[str, ...] = USUAL  # shared mentions


def acte_yaml(projet: Projet) -> str:
    """acte.yaml, each key explained; it can be loaded as it is."""
    article = _quoted(projet.base[0])
    included = "\n".join(f"  - {{id: {name}, article: {article}}}" for name in projet.mentions)
    return f"""\
# {projet.titre}
# Ce que la loi veut que l'acte porte. Chaque clé est expliquée dans docs/format-acte.md ; ce qui est écrit ici est à
# relire : les articles, les mentions, leur gravité.
id: {projet.id}                     # le nom du dossier
titre: {_quoted(projet.titre)}
famille: {projet.famille}
base_legale: [{", ".join(map(_quoted, projet.base))}]   # le premier est cité quand l'acte est refusé pour sa date
en_vigueur: {{du: {projet.du}}}       # le premier jour où la loi prévoit l'acte ; « au » se ferme quand elle change
emetteur:                           # la première ligne vraie l'emporte
  - {{autorite: {_quoted(projet.emetteur)}, article: {article}}}
exemplaires:                        # un document par exemplaire
  - {{id: original, destinataire: condamne}}
# motif: "pourquoi l'acte est dû, en une phrase que dit « actes proposer »"
# applicable:                       # quand il est dû ; toutes les lignes doivent être vraies
#   - {{condition: "not condamne.incarcere", article: {article}, sinon: "le condamné est incarcéré"}}
inclut:                             # les mentions communes, avec l'article propre à cet acte
{included}
# mentions:                         # les mentions propres à cet acte
#   - id: motif-de-l-acte           # c'est ce nom que porte le modèle : {{% mention "motif-de-l-acte" %}}
#     libelle: "le motif de l'acte"
#     article: {article}
#     exige: [complements.motif_de_l_acte]   # des chemins du dossier (la trousse les donne tous)
#     texte: [des mots que la loi impose]
#     si: "condamne.mineur"         # sans condition, la mention est toujours due
#     gravite: avertissement        # bloquante par défaut
# champs:                           # une donnée que le dossier n'a pas encore
#   - {{nom: motif_de_l_acte, type: texte_long, libelle: "Motif de l'acte"}}
# regles:                           # ce qui doit être vrai sans s'imprimer
#   - id: acte-apres-condamnation
#     article: {article}
#     condition: "condamnation.date <= acte.date"
#     message: "l'acte précède la condamnation"
# delais:
#   - id: envoi
#     libelle: "l'envoi de l'acte"
#     article: {article}
#     evenement: notification.date
#     depart: acte.date
#     duree: 10 jours
"""


def example_yaml(projet: Projet, acte: Acte, donors: Sequence[Mapping[str, Any]]) -> str:
    """A fictional dossier that has all that the act requires, each value taken from the examples of the catalogue."""
    first = donors[0]
    data: dict[str, Any] = {"dossier": first["dossier"], "actes": [projet.id]}
    data["date_acte"] = max(str(first["date_acte"]), projet.du.isoformat())
    for path in (*_KEPT, *_required(acte)):
        value = next((found for donor in donors if (found := read_at(donor, path)) is not None), None)
        if value is not None:
            put(data, path, value)
    return f"# Un dossier fictif qui donne cet acte : « actes generer » le produit, les cas en partent.\n{dump(data)}"


def cases_yaml(projet: Projet, acte: Acte, exemple: Mapping[str, Any]) -> str:
    """The cases of a new act: all there, each mention missing, the day before the law."""
    cases: list[dict[str, Any]] = [
        {"cas": "dossier complet", "attendu": {"bloque": "non", "exemplaires": ["original"]}}
    ]
    for mention in acte.mentions:
        gone = [path for path in _written(mention) if read_at(exemple, path) is not None]
        if gone:
            blocks = mention.gravite is Gravite.BLOQUANTE
            finding = {"code": "mention-absente", "mention": mention.id}
            expected = {"bloque": "oui" if blocks else "non", "constats": [finding]}
            cases.append({"cas": f"sans {mention.libelle}", "sans": gone, "attendu": expected})
    before = (projet.du - timedelta(days=1)).isoformat()
    refused = {"bloque": "oui", "constats": [{"code": "acte-hors-periode"}]}
    cases.append({"cas": "la veille du premier jour de la loi", "date": before, "attendu": refused})
    head = (
        "# Les cas juridiques : chacun part de exemple.yaml, le change, et dit ce que le programme doit trouver\n"
        "# (docs/format-acte.md, § 14). Ajoutez un cas par phrase sous condition, et les dispositions transitoires.\n"
    )
    return head + dump(cases)


def dump(data: Any) -> str:
    """YAML whose texts are bare wherever they can be: our reader guesses no type."""
    text: str = yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return text


def read_at(data: Any, path: str) -> Any:
    """The value at a path of a dossier as it is written, None if it has none."""
    here = data
    for part in parse_chemin(path):
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def without(data: Any, path: str) -> bool:
    """Take a path out of a dossier as it is written; False if it was not there."""
    return take_out(data, path)


def _required(acte: Acte) -> Iterator[str]:
    for mention in acte.mentions:
        yield from _written(mention)


def _written(mention: Mention) -> list[str]:
    """The paths of the dossier that a mention requires; those of a loop are in the first element of its list."""
    return [_concrete(c.texte, mention) for c in (*mention.exige, *mention.exige_un) if c.racine != "acte"]


def _concrete(path: str, mention: Mention) -> str:
    head, _, rest = path.partition(".")
    if mention.pour and head == mention.pour.variable:
        return f"{mention.pour.chemin.texte}[0].{rest}"
    return path


def _quoted(text: str) -> str:
    """A text of acte.yaml, between quotes where YAML wants them."""
    plain = typographie(text) if "'" in text else text
    return plain if plain.replace(" ", "").replace("-", "").isalnum() else '"' + plain.replace('"', '\\"') + '"'


class _Plain(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """PyYAML's safe dumper without its implicit types."""

    def __init__(self, stream: Any, default_style: Any = None, default_flow_style: bool | None = None, **options: Any):
        layout = {key: options.get(key) for key in ("canonical", "indent", "width", "allow_unicode", "line_break")}
        Emitter.__init__(self, stream, **layout)
        marks = {key: options.get(key) for key in ("encoding", "explicit_start", "explicit_end", "version", "tags")}
        Serializer.__init__(self, **marks)
        SafeRepresenter.__init__(self, default_style, sort_keys=bool(options.get("sort_keys")))
        self.default_flow_style = default_flow_style  # type: ignore[assignment]  # None: short lists on one line
        BaseResolver.__init__(self)

    def ignore_aliases(self, data: Any) -> bool:
        return True
