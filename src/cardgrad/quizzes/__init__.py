"""Quizzes: chosen once, varied in forms, kept as printed, set, marked."""
