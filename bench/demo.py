"""`make demo`: every act of the catalogue, produced from its example."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from actes.generate import Atelier, Demande, generate, template_folders


def main(folder: str) -> int:
    """Produce every example into `folder` and show: act, document, mentions proved. The status of the worst act."""
    sortie = Path(folder)
    atelier = Atelier(template_folders())
    table = Table("Acte", "Document", "Mentions prouvées", header_style="bold")
    status = 0
    for acte in atelier.catalogue:
        demande = Demande(aujourdhui=date.today(), actes=(acte.id,), remplacer=True)
        resultat = generate([acte.dossier / "exemple.yaml"], sortie, atelier, demande)
        status = max(status, resultat.statut)
        for ecrit in resultat.ecrits:
            table.add_row(acte.id, ecrit.chemin.name, str(len(ecrit.document.mentions)))
        for constat in resultat.constats:
            if resultat.statut or constat.gravite != "information":
                print(constat, file=sys.stderr)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(f"Les documents sont dans {sortie.resolve()}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "out"))
