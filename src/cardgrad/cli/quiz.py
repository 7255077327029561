"""`cardgrad quiz`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = ("new", "make", "show", "key", "report", "take", "enter", "mark", "export")

app = group("quiz", SUBCOMMANDS, "Make, print, take and mark quizzes.")
