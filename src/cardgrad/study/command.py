"""What a learner can do at a prompt: one table for single keys, `:words`, the key bar and the help."""

from typing import NamedTuple


class Command(NamedTuple):
    """The key that does it, the word that does it after a colon, the key bar's label, and what the help says."""

    key: str
    word: str
    label: str
    meaning: str


REVEAL = Command("space", "reveal", "show", "show the answer")
NEXT = Command("enter", "next", "next", "go on")
HINT = Command("h", "hint", "hint", "show a hint; a judged answer then counts as hard")
NOTES = Command("n", "notes", "notes", "read the deck's notes; before the answer they count as a hint")
UNDO = Command("u", "undo", "undo", "take back the last line or answer, as often as you like")
SKIP = Command("-", "skip", "skip", "put this card off until tomorrow")
PASS_OVER = Command("-", "skip", "skip", "leave this card out of the practice")
SUSPEND = Command("@", "suspend", "suspend", "never ask this card again (cardgrad card resume brings it back)")
EDIT = Command("e", "edit", "edit", "open the card in your editor, then go on with it")
REGRADE = Command("1-5", "", "regrade", "grade it yourself, where the program judged wrong")
WORKING = Command("w", "working", "working", "show the whole working, or the short one")
GIVE_UP = Command("", "give-up", "give up", "see the answer (Enter twice does the same)")
HELP = Command("?", "help", "keys", "show this list")
QUIT = Command("q", "quit", "quit", "leave; every answer is kept")

COMMANDS = (REVEAL, NEXT, HINT, NOTES, UNDO, SKIP, SUSPEND, EDIT, WORKING, GIVE_UP, HELP, QUIT)
GRADES = {0: "blackout", 1: "not at all", 2: "barely", 3: "hard, again today", 4: "good", 5: "perfectly"}


def choosing(options: int) -> tuple[Command, ...]:
    """Return what the key bar and the help say of numbered options."""
    return (Command(f"1-{options}", "", "choose", "choose an option"),) if options else ()


def by_key(key: str, available: tuple[Command, ...]) -> Command | None:
    """Return the command that a key stands for here; Enter and Space do the same."""
    other = {"space": "enter", "enter": "space"}.get(key, key)
    return next((command for command in available if command.key and command.key in (key, other)), None)


def by_word(word: str, available: tuple[Command, ...]) -> Command | None:
    """Return the command meant by what stands after a colon: its key, its word, or the first one it begins.

    The first of all commands, so that a beginning never means something else where that one is not available.
    """
    exact = next((command for command in available if word and word in (command.word, command.key)), None)
    begun = next((command.word for command in COMMANDS if word and command.word.startswith(word)), None)
    return exact or next((command for command in available if command.word == begun), None)
