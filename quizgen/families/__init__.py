"""Drills whose graph is drawn too, not only its numbers: one module for each family of structures."""
