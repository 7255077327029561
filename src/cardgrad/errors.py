"""The errors a person can meet, each with its exit code.

CardgradError                exit 1   something expected went wrong; the message says what, where, what to do
├── UsageError               exit 2   the command was not understood
└── FaultsFoundError              exit 3   a check found faults

Every message is one sentence that a user can act on. Libraries' exceptions become one of these at the adapter;
whatever is not one of these is a bug and keeps its traceback.
"""


class CardgradError(Exception):
    """An expected failure; its text is shown to the user as it is."""

    exit_code = 1


class UsageError(CardgradError):
    """The command line names something that does not exist or does not fit."""

    exit_code = 2


class FaultsFoundError(CardgradError):
    """A check ran to its end and found something wrong."""

    exit_code = 3
