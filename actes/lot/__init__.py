"""The night: many dossiers turned into acts by several workers, resumable at any instant, each accounted for."""
