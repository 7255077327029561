"""`cardgrad deck`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = (
    "list",
    "show",
    "check",
    "preview",
    "export",
)  # fmt: skip

app = group("deck", SUBCOMMANDS, "List, show and check decks; preview and share them.")
