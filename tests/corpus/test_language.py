"""The language of messages."""

import pytest

from corpus.language import terminal_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"GWR_LANGUAGE": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"GWR_LANGUAGE": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_first_language_that_is_named_counts(monkeypatch, environment, language):
    for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == language
