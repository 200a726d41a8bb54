"""The language of messages is the first that is named."""

import pytest

from corpus.language import terminal_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"GWR_LANGUAGE": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"GWR_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_first_name_counts(monkeypatch, environment, language):
    for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == language
