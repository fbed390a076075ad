"""`make bench-nuit`: the lot of the night and the register, measured; `python -m bench.nuit vitesse pdf`: some only."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence

import docxtpl

from bench import coupures, memoire, pdf, processus, registre_mesure, vitesse
from bench.banc import decimal, load, say, tell

MESURES: dict[str, Callable[[], None]] = {
    "vitesse": vitesse.main,
    "processus": processus.main,
    "memoire": memoire.main,
    "coupures": coupures.main,
    "registre": registre_mesure.main,
    "pdf": pdf.main,
}


def main(asked: Sequence[str]) -> int:
    """Make these measures, or all; 1 if one of them found something lost, changed or unnoticed."""
    unknown = [name for name in asked if name not in MESURES]
    if unknown:
        tell(f"mesure inconnue : {', '.join(unknown)} ; il y a : {', '.join(MESURES)}")
        return 2
    versions = f"Python {platform.python_version()}, docxtpl {docxtpl.__version__}"
    say(
        f"{os.cpu_count()} cœurs, {platform.system()}, {versions} ; charge {load()}. Lisez les rapports plutôt que les "
        "durées : d’autres programmes tournent peut-être."
    )
    wrong = 0
    for name in asked or MESURES:
        begun = time.perf_counter()
        try:
            MESURES[name]()
        except SystemExit as found:
            say(str(found))
            wrong = 1
        say(f"[{name} : {decimal((time.perf_counter() - begun) / 60, 1)} min]\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
