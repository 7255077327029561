"""What was answered, kept for good: an append-only log in SQLite and the schedules folded from it."""
