"""Exports (CSV, XLSX) read as dossiers, through a mapping of their columns to the paths of the dossier."""
