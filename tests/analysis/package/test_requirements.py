"""The packages of an archive are those of its run: the lock, or else their versions."""

from analysis.package.requirements import locked_versions, not_as_locked, requirements
from analysis.package.wheel import lock_file

LOCK = """\
aa==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:00
b-b==2.0 \\
    --hash=sha256:00
"""


def test_the_versions_of_a_lock_are_read():
    assert locked_versions(LOCK) == {"aa": "1.0", "b-b": "2.0"}
    text = lock_file().read_text(encoding="utf-8")
    assert len(locked_versions(text)) == text.count("==") - text.count(" == ")


def test_a_run_with_the_locked_versions_has_the_lock():
    assert requirements(LOCK, {"b-b": "2.0", "other": "9"}) == ("requirements.lock", LOCK)


def test_a_run_with_another_version_has_its_own_without_hashes():
    used = {"b-b": "2.1", "gov-work-report": "0.1.0", "mine": "3"}
    assert not_as_locked(LOCK, used) == {"b-b": "2.1"}
    assert requirements(LOCK, used) == ("requirements.txt", "b-b==2.1\n")
