"""Tests of what helps the authors of templates."""
