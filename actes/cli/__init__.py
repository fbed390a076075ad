"""The command line: one command, one file, imported when it is called."""

from __future__ import annotations

from actes.cli.groupe import main

__all__ = ["main"]
