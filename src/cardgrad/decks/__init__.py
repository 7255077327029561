"""Decks: YAML files of cards, read with all their faults at once."""
