"""Tests of the conversion to PDF."""
