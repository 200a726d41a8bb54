"""What all tests share: examples of properties take as long as they take on a busy computer.

Python looks for circles among objects after every few hundred new ones, the older of them too. What
libraries and session fixtures hold is a million objects that stay: looked through less often, a test
of figures takes a fifth less time.
"""

import gc

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

gc.set_threshold(50_000, 10, 10)
