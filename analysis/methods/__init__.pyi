from .text import bibliography as bibliography
from .text import methods_text as methods_text

__all__ = ["bibliography", "methods_text"]
