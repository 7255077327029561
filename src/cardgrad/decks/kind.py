"""The kinds of entries, each found by the keys that only it has."""

from cardgrad.decks.drill_entry import FamilyEntry, GraphEntry
from cardgrad.decks.entry import ChoiceEntry, ClozeEntry, Entry, FrontEntry, StepsEntry, TypeEntry

KINDS: dict[str, tuple[str, type[Entry]]] = {
    "front": ("front", FrontEntry),
    "back": ("front", FrontEntry),
    "cloze": ("cloze", ClozeEntry),
    "choice": ("choice", ChoiceEntry),
    "steps": ("steps", StepsEntry),
    "type": ("type", TypeEntry),
    "family": ("drill", FamilyEntry),  # before graph: beside one, what a family says of graphs is the better advice
    "graph": ("drill", GraphEntry),
}
"""The keys that decide an entry's kind, with its model."""
