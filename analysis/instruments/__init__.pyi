from .classify import code_instruments as code_instruments

__all__ = [
    "code_instruments",
]
