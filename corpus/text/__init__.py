"""From a document's text to the text in which words are found, with offsets kept for both."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
