"""Statements of a text, proven, refuted with a counterexample, or left undecided; knows no deck and no YAML."""
