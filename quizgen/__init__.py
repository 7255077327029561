"""Fresh problems with proven answers: knows no terminal, no database, no YAML and no clock."""
