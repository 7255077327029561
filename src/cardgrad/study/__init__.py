"""A study session as a state machine: events in, views out, no printing."""
