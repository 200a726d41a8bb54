"""What tables show, said in a few sentences of either language, to stand beneath their figures."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
