"""The watch: which saves matter to the preview, told as they come."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import Change, awatch

from actes.apercu.projet import YAML, Projet

SUFFIXES = frozenset({".docx", ".toml", ".po", *YAML})
FOLDER = re.compile(r"_?[a-z][a-z0-9-]*")  # of an act, or of what they share
PAS, ATTENTE = 20, 200  # milliseconds without a new save before telling; at most
SCRUTATION = 300  # milliseconds between two looks at the files, when the system tells nothing


def matters(change: Change, path: str) -> bool:
    """Whether what changed may be shown: neither the temporary files of editors, nor anything else.

    A folder that comes or goes takes its files with it, and they are not told one by one.
    """
    file = Path(path)
    if change is not Change.modified and FOLDER.fullmatch(file.name):
        return True
    return file.suffix in SUFFIXES and not file.name.startswith((".", "~"))


def watched_folders(projet: Projet) -> tuple[set[Path], set[Path]]:
    """The folders to watch with all that they hold, and those of which only the files matter."""
    whole = {path.resolve() for path in projet.racines if path.is_dir()}
    whole |= {path.resolve() for path in projet.dossiers if path.is_dir()}
    files = [path for path in (*projet.dossiers, projet.modele, projet.reglages) if path and not path.is_dir()]
    shallow = {path.resolve().parent for path in files}
    if projet.exemples:
        shallow.add(projet.exemples.resolve())
    return whole, {folder for folder in shallow if not any(folder.is_relative_to(root) for root in whole)}


async def watch(projet: Projet, stop: asyncio.Event) -> AsyncIterator[list[str]]:
    """The names of the files of each save that matters, until told to stop."""
    whole, shallow = watched_folders(projet)
    queue: asyncio.Queue[list[str]] = asyncio.Queue()
    tasks = [
        asyncio.create_task(_follow(folders, recursive, stop, queue))
        for folders, recursive in ((whole, True), (shallow, False))
        if folders
    ]
    ending = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            getting = asyncio.create_task(queue.get())
            await asyncio.wait({getting, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not getting.done():
                getting.cancel()
                return
            yield getting.result()
    finally:
        stop.set()
        ending.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(
    folders: Iterable[Path], recursive: bool, stop: asyncio.Event, queue: asyncio.Queue[list[str]]
) -> None:
    """Tell the saves as the system says them; where it refuses to (too many watches), as one sees them."""
    for polling in (False, True):
        saves = awatch(
            *folders, watch_filter=matters, debounce=ATTENTE, step=PAS, stop_event=stop, recursive=recursive,
            rust_timeout=500, yield_on_timeout=False, force_polling=polling, poll_delay_ms=SCRUTATION,
        )  # fmt: skip
        with contextlib.suppress(OSError, RuntimeError):
            async for changes in saves:
                await queue.put(sorted({Path(path).name for _, path in changes}))
            return
