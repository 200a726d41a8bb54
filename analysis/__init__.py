"""From tables of text to results. Reads tables, never documents."""
