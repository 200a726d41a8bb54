from .document_term import write_document_term as write_document_term
from .labels import Label as Label
from .labels import value_labels as value_labels
from .notebook_tables import save_table as save_table
from .notebook_tables import show as show
from .text_tables import latex_table as latex_table
from .text_tables import markdown_table as markdown_table
from .text_tables import word_table as word_table
from .write import write_table as write_table

__all__ = [
    "Label",
    "latex_table",
    "markdown_table",
    "save_table",
    "show",
    "value_labels",
    "word_table",
    "write_document_term",
    "write_table",
]
