"""The register measured: eight writers at once, and one bit changed in the file."""

from __future__ import annotations

from bench.banc import decimal, load, place_of_work, say, show, tell, whole
from bench.bits import ACTES, DITE, MANQUEE, NOMMEE, SANS_EFFET, measure
from bench.registre import cout, ecrivains

ECRIVAINS, ACTES_CHACUN, GROUPE = 8, 1000, 10
BITS, GRAINE = 400, 8


def main() -> None:
    """Measure, and print."""
    wrong = writers() + bits()
    if wrong:
        raise SystemExit("\n".join(wrong))


def writers() -> list[str]:
    """Eight writers; what is wrong."""
    tell(f"registre : {ECRIVAINS} écrivains, {whole(ACTES_CHACUN)} actes chacun…")
    before = load()
    with place_of_work() as folder:
        done = ecrivains(folder / "registre.sqlite", ECRIVAINS, ACTES_CHACUN, GROUPE)
        alone = cout(folder / "seul.sqlite", ACTES_CHACUN, GROUPE)
    total, given = ECRIVAINS * ACTES_CHACUN, sorted(number for numbers in done.numeros for number in numbers)
    lost = total - done.controle.documents
    gaps = len(set(range(1, total + 1)) - set(given))
    twice = len(given) - len(set(given))
    chain = "entière" if done.controle.rupture is None else done.controle.rupture.message
    rows = [[whole(total), whole(lost), whole(gaps), whole(twice), chain, whole(total / done.duree)]]
    heads = ("actes inscrits", "perdus", "trous", "doublons", "chaîne", "par seconde")
    show(f"{ECRIVAINS} écrivains à la fois dans un registre que personne n’a ouvert", heads, rows)
    say(
        f"Par groupes de {GROUPE}, réservés puis inscrits, chaque groupe sur le disque (fsync) ; un écrivain seul : "
        f"{whole(1000 / alone.horloge)} par seconde, {decimal(alone.processeur)} ms de processeur l’acte. "
        f"Charge avant : {before}."
    )
    return ["le registre a perdu quelque chose"] if lost or gaps or twice or done.controle.rupture else []


def bits() -> list[str]:
    """One bit changed, many times; what is wrong."""
    tell(f"registre : {BITS} fois un bit changé dans le fichier, graine {GRAINE}…")
    with place_of_work() as folder:
        found = measure(folder / "registre.sqlite", BITS, GRAINE)
    said = {
        NOMMEE: "altération dite, la ligne nommée",
        DITE: "altération dite : aucune ligne touchée (compteur, réservation, index, description des tables)",
        SANS_EFFET: "sans effet : place inutilisée, le contenu relu est le même",
        MANQUEE: "manquée",
    }
    rows = [[text, whole(found.trouves[kind]), f"{found.trouves[kind] / BITS:.0%}"] for kind, text in said.items()]
    show(f"Un bit changé au hasard, {BITS} fois (graine {GRAINE})", ("ce que dit « controler »", "fois", "part"), rows)
    say(
        f"Registre de {ACTES} actes et autant d’affaires, {whole(found.octets / 1024)} Ko ; lignes nommées à tort : "
        f"{found.ailleurs}."
    )
    return ["un bit changé est passé inaperçu"] if found.trouves[MANQUEE] or found.ailleurs else []


if __name__ == "__main__":
    main()
