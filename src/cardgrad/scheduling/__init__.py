"""When a card comes back: SM-2, grades and the study day. Pure functions only."""
