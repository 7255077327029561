"""Quizzes for other programs: each exporter reads a record, and says what its format cannot carry."""
