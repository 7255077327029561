"""`cardgrad deck`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = (
    "list",
    "show",
    "use",
    "hide",
    "orphans",
    "check",
    "import",
)  # fmt: skip

app = group("deck", SUBCOMMANDS, "List, show and check decks, and choose which you study.")
app = group("deck", SUBCOMMANDS, "List, show, check and import decks.")
