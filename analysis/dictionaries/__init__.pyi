from .audit import list_interval as list_interval
from .word_list import WordList as WordList
from .word_list import published_list as published_list
from .word_list import read_word_list as read_word_list

__all__ = ["WordList", "list_interval", "published_list", "read_word_list"]
