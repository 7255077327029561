"""What a learner can do at a prompt: one table for single keys, `:words` and the key bar."""

from typing import NamedTuple


class Command(NamedTuple):
    """An action, the key that does it, the word that does it after a colon, and what the key bar says."""

    action: str
    key: str
    word: str
    label: str


REVEAL = Command("reveal", "space", "reveal", "show the answer")
NEXT = Command("next", "enter", "next", "next")
HINT = Command("hint", "h", "hint", "hint")
UNDO = Command("undo", "u", "undo", "undo the last answer")
SKIP = Command("skip", "-", "skip", "skip for today")
SUSPEND = Command("suspend", "@", "suspend", "never ask this again")
EDIT = Command("edit", "e", "edit", "edit the card")
WORKING = Command("working", "w", "working", "whole working")
NOTES = Command("notes", "n", "notes", "the deck's notes")
REGRADE = Command("regrade", "1-5", "", "grade it yourself")
GIVE_UP = Command("give up", "", "give-up", "give up and see the answer")
HELP = Command("help", "?", "help", "all keys")
QUIT = Command("quit", "q", "quit", "quit")

COMMANDS = (REVEAL, NEXT, HINT, UNDO, SKIP, SUSPEND, EDIT, WORKING, NOTES, GIVE_UP, HELP, QUIT)
"""Where one letter could mean two commands, the first of them is meant."""

GRADES = {0: "blackout", 1: "not at all", 2: "barely", 3: "hard, again today", 4: "good", 5: "perfectly"}


def by_key(key: str, available: tuple[Command, ...]) -> Command | None:
    """Return the command that a key stands for here; Enter and Space do the same."""
    other = {"space": "enter", "enter": "space"}.get(key, key)
    return next((command for command in available if command.key and command.key in (key, other)), None)


def by_word(word: str, available: tuple[Command, ...]) -> Command | None:
    """Return the command meant by what stands after a colon: its word or a beginning of it, or its key."""
    exact = next((command for command in available if word in (command.word, command.key)), None)
    return exact or next((command for command in available if word and command.word.startswith(word)), None)
