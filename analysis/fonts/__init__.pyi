from .coverage import FONT_FILE as FONT_FILE
from .coverage import FONT_NAME as FONT_NAME
from .coverage import missing_characters as missing_characters
from .embedding import EMBEDDED as EMBEDDED
from .embedding import font_rule as font_rule

__all__ = ["EMBEDDED", "FONT_FILE", "FONT_NAME", "font_rule", "missing_characters"]
