"""From a report as it was found to tables of text. Knows no statistics."""
