from .explorer import write_explorer as write_explorer
from .topics import write_topic_page as write_topic_page

__all__ = ["write_explorer", "write_topic_page"]
