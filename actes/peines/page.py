"""The sentences of the register as a page to print: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from actes.catalogue import jour_en_lettres
from actes.peines.etat import EtatPeine
from actes.peines.releve import ETATS, Fiche, Totaux, heading, reason

AUCUN = "AUCUN MOTIF CONNU"

_STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 10pt/1.35 sans-serif; color: #111; margin: 1.5em auto; max-width: 75em; padding: 0 1em }
h1 { font-size: 1.4em } table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top }
thead th { background: #eee } tbody th { background: #f6f6f6 } tr { break-inside: avoid }
.sans-motif { border-left: .5em solid #b00020 } .sans-motif strong { color: #b00020 }
small { color: #444 }
"""


def page(fiches: Iterable[Fiche], jour: date, totaux: Totaux) -> Iterator[str]:
    """The pieces of an HTML page; `totaux` is read at the end, when every case has passed."""
    title = f"Peines à exécuter, au {jour_en_lettres(jour)}"
    yield f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n<table><thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in ("N°", "Peine", "État", "Motif", "Dernière diligence"))
    yield "</tr></thead>\n"
    for fiche in fiches:
        yield "<tbody>"
        before = ""
        for peine in fiche.peines:
            if (head := heading(fiche, peine)) != before:
                yield f'<tr><th colspan="5" scope="rowgroup">{escape(head)}</th></tr>\n'
            before = head
            yield _row(peine)
        yield "</tbody>\n"
    yield f"</table>\n<p>{escape(str(totaux))}</p>\n<p><small>Code de procédure pénale, article D. 48.</small></p>"
    yield "</body></html>\n"


def _row(peine: EtatPeine) -> str:
    since = f"<br><small>depuis le {jour_en_lettres(peine.depuis)}</small>" if peine.depuis else ""
    done = peine.diligence
    last = f"{jour_en_lettres(done.le)}\u00a0: {escape(done.texte)}" if done else "—"
    mark = ' class="sans-motif"' if peine.sans_motif else ""
    cells = (str(peine.rang), escape(peine.texte), f"{ETATS[peine.etat]}{since}", _why(peine), last)
    return f"<tr{mark}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _why(peine: EtatPeine) -> str:
    if peine.motif:
        return escape(reason(peine))
    advice = "".join(f"<br>{escape(each.texte)} <small>({escape(each.article)})</small>" for each in peine.conseils)
    return f"<strong>{AUCUN}</strong>{advice}" if peine.sans_motif else ""
