from .archive import Archive as Archive
from .archive import write_archive as write_archive

__all__ = ["Archive", "write_archive"]
