from .document import Source as Source
from .document import read_document as read_document

__all__ = ["Source", "read_document"]
