from .coverage import FONT_FILE as FONT_FILE
from .coverage import FONT_NAME as FONT_NAME
from .coverage import missing_characters as missing_characters

__all__ = ["FONT_FILE", "FONT_NAME", "missing_characters"]
