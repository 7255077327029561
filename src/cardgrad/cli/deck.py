"""`cardgrad deck`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = (
    "new",
    "schema",
    "list",
    "show",
    "check",
)  # fmt: skip

app = group("deck", SUBCOMMANDS, "Write, list, show and check decks.")
