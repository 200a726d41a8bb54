"""What all tests share: examples of properties take as long as they take on a busy computer.

Python looks for circles among objects whenever a few hundred are new, and now and then among all,
of which libraries and session fixtures hold a million that stay. Tests of figures take a fifth less
time where it looks less often.
"""

import gc

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

gc.set_threshold(50_000, 10, 10)
