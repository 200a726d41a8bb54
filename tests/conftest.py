"""What all tests share: examples of properties take as long as they take on a busy computer."""

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
