"""Measures and the demonstration: run by `make bench` and `make demo`, not part of the wheel."""
