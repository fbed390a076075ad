"""The author's kit: a document from which one copies the fields, the filters, the marks and the fragments."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actes.auteur.balises import tag_of
from actes.auteur.champs import Exemples, Groupe, Releve, paths_of_example
from actes.auteur.echantillon import computed
from actes.auteur.modele import mention_text
from actes.cas import EXEMPLE, read_plain
from actes.catalogue import Acte
from actes.catalogue.canevas import needs_of
from actes.catalogue.portee import scope_of_act, scope_of_copy
from actes.deliver import trouble
from actes.dossier import champ_racine
from actes.errors import ActesError, EnvironnementError, ModeleError
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.produce import template_values
from actes.rendu import compile_modele
from actes.rendu.filtres import FILTRES
from actes.rendu.garde import read_file
from actes.rendu.maquette import Maquette
from actes.typographie import typographie

_STYLES_OF = "convocation-jap-spip"
_SECTION, _PART = "Rubrique", "Sous-rubrique"
_COLUMNS = ("Balise à copier", "Sens", "Forme dans le dossier", "Ce qu'elle imprime")


@dataclass(frozen=True, slots=True)
class Trousse:
    """What the kit is about: the whole vocabulary, or what one act reads."""

    acte: str | None = None


def write_kit(trousse: Trousse, racines: Sequence[Path], path: Path, jour: date) -> None:
    """Write the kit. Raises LectureError for an unknown act, EnvironnementError."""
    content = make_kit(trousse, racines, jour)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        message, advice = "ce fichier existe déjà", "donnez un autre nom, ou déplacez-le"
        raise EnvironnementError(typographie(message), Place(str(path)), conseil=typographie(advice)) from None
    except OSError as error:
        raise trouble(error, path) from None


def make_kit(trousse: Trousse, racines: Sequence[Path], jour: date) -> bytes:
    """The kit as a docx. Raises LectureError for an unknown act."""
    return _Page(trousse, Atelier(racines), jour).write()


@cache
def _words() -> Mapping[str, Any]:
    text = importlib.resources.files("actes.auteur").joinpath("trousse.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return read


class _Page:
    """The kit being written."""

    def __init__(self, trousse: Trousse, atelier: Atelier, jour: date):
        self.atelier, self.jour = atelier, jour
        catalogue = atelier.catalogue
        self.acte = catalogue.acte(trousse.acte) if trousse.acte else None
        known = catalogue.acte(_STYLES_OF if _STYLES_OF in catalogue else catalogue.ids[0])
        titre = "Trousse de l'auteur de modèles"
        if self.acte:
            titre = f"Trousse de l'acte « {self.acte.titre} »"
        self.titre = typographie(titre)
        self.page = Maquette(read_file(known.modeles[-1].fichier), self.titre, self.titre)
        self.marks: list[tuple[str, str]] = []
        self._values: dict[str, Mapping[str, object]] = {}

    def write(self) -> bytes:
        page = self.page
        page.paragraph(self.titre, "Titre de l’acte")
        for line in _words()["emploi"]:
            page.paragraph(typographie(line))
        self._tags()
        if self.acte:
            self._mentions(self.acte)
            self._computed(self.acte)
        self._fields()
        self._filters()
        self._fragments()
        page.contents(self.marks, self.marks[0][0])
        return page.save()

    def _section(self, titre: str, style: str = _SECTION) -> None:
        titre = typographie(titre)
        mark = self.page.heading(titre, style)
        if style == _SECTION:
            self.marks.append((mark, titre))

    def _tags(self) -> None:
        self._section("Les balises")
        rows = [(f"`{tag}`", typographie(sense)) for tag, sense in _words()["balises"]]
        self.page.table(("On écrit", "On obtient"), rows, (5, 4))

    def _mentions(self, acte: Acte) -> None:
        self._section("Les mentions de l'acte")
        self.page.paragraph(typographie("Chaque mention, sa marque prête à copier : elle prouve qu'elle est imprimée."))
        mentions = {mention.id: mention for mention in acte.mentions}.values()
        rows = [
            (
                typographie(f"{m.libelle}\n({m.article})"),
                f'`{{% mention "{m.id}" %}}{mention_text(m)}{{% endmention %}}`',
            )
            for m in mentions
        ]
        self.page.table(("Mention", "Marque à copier"), rows, (2, 5))

    def _computed(self, acte: Acte) -> None:
        champs = {calcul.nom: calcul.expression.champ for calcul in acte.calculs}
        if champs:
            self._section("Les valeurs que l'acte calcule")
            rows = [
                (f"`{tag_of(nom, champ) or f'{{% if {nom} %}}…{{% endif %}}'}`", typographie(champ.titre or ""))
                for nom, champ in champs.items()
            ]
            self.page.table(("Balise à copier", "Sens"), rows, (3, 2))

    def _fields(self) -> None:
        self._section("Les champs de l'acte qui viennent du programme")
        names = scope_of_copy(scope_of_act(champ_racine()), [], [])
        rows = []
        for nom, sens in _words()["acte"].items():
            tag = (
                tag_of(f"acte.{nom}", names["acte"].enfants[nom])
                if nom in names["acte"].enfants
                else f"{{{{ acte.{nom} }}}}"
            )
            rows.append((f"`{'{{ acte.base_legale | article }}' if nom == 'base_legale' else tag}`", typographie(sens)))
        self.page.table(("Balise à copier", "Sens"), rows, (1, 1))
        self._section("Les champs du dossier")
        for group in self._groups():
            where = f"{group.chemin} – {group.titre}" if group.chemin else group.titre
            self._section(where, _PART)
            if group.chemin.endswith("[]"):
                loop = f"`{{%p for element in {group.chemin[:-2]} %}}` … `{{%p endfor %}}`"
                self.page.paragraph(typographie("Dans une boucle : ") + loop.replace("[].", " : "))
            fields = [
                (f"`{line.balise}`" if line.balise else "", line.sens, line.forme, line.exemple)
                for line in group.lignes
            ]
            self.page.table([typographie(name) for name in _COLUMNS], fields, (12, 7, 6, 6))

    def _groups(self) -> Iterator[Groupe]:
        acte, catalogue = self.acte, self.atelier.catalogue
        ids = [acte.id] if acte else sorted(catalogue.ids, key=lambda name: name != _STYLES_OF)
        paths = {name: catalogue.dossier(name) / EXEMPLE for name in ids}
        donnees = {name: read_plain(path) for name, path in paths.items() if path.is_file()}
        voulus = None
        if acte:
            needed = {".".join(path).replace(".[]", "[]") for path in needs_of(acte, None)}
            voulus = frozenset(needed.union(*(paths_of_example(d) for d in donnees.values())))
        racine = acte.racine if acte else champ_racine(catalogue.champs())
        return Releve(Exemples(donnees, self._values_of), voulus).groups(racine)

    def _values_of(self, acte_id: str) -> Mapping[str, object]:
        """What the templates of an act read for its example; nothing if the example gives no document."""
        if acte_id not in self._values:
            self._values[acte_id] = self._examined(acte_id)
        return self._values[acte_id]

    def _examined(self, acte_id: str) -> Mapping[str, object]:
        atelier = self.atelier
        try:
            lecture = atelier.read(atelier.catalogue.dossier(acte_id) / EXEMPLE)[0]
            examen = atelier.examine(lecture, acte_id, Demande(aujourdhui=self.jour))
            return template_values(examen, examen.documents[0])
        except (ActesError, IndexError):
            return {}

    def _filters(self) -> None:
        self._section("Les filtres")
        self.page.paragraph(typographie("Ce qu'un filtre écrit, calculé par le programme pour un petit dossier."))
        rows = []
        for name in sorted(FILTRES):
            declared = FILTRES[name]
            examples = [exemple.partition(" → ")[0] for exemple in declared.exemples]
            shown = "\n".join(f"`{{{{ {e} }}}}`\n→ {computed(e)}" for e in examples)
            rows.append((name, declared.aide, shown))
        self.page.table(("Filtre", "Ce qu'il écrit".replace("'", "’"), "Exemples"), rows, (5, 8, 13))

    def _fragments(self) -> None:
        self._section("Les fragments")
        self.page.paragraph(typographie("Chacun, et ce qu'il imprime pour un dossier d'exemple."))
        for name in sorted(_fragment_names(self.atelier.modeles.racines)):
            self._section(name, _PART)
            self.page.paragraph(f'`{{%p fragment "{name}" %}}`')
            self.page.insert(self._shown(name))

    def _shown(self, name: str) -> bytes:
        """The fragment filled with an example that has what it reads; as it is written, if none has."""
        content = self.atelier.modeles.fragment(name)
        ids = [self.acte.id] if self.acte else []
        try:
            modele = compile_modele(content, self.atelier.modeles.fragment)
        except ModeleError:
            return content
        for acte_id in (*ids, *_LIKELY, *self.atelier.catalogue.ids):
            if acte_id in self.atelier.catalogue:
                try:
                    return modele.render(self._values_of(acte_id))
                except ModeleError:
                    continue
        return content


_LIKELY = (_STYLES_OF, "ordre-mise-a-execution")


def _fragment_names(racines: Sequence[Path]) -> set[str]:
    return {path.stem for root in racines for path in (root / "_communs" / "fragments").glob("[!~.]*.docx")}
