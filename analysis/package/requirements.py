"""The packages that a run used, as pip installs them again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.package.wheel import NAME
from analysis.run.provenance import package_name

LOCKED, LISTED = "requirements.lock", "requirements.txt"
_ENTRY = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def locked_versions(lock: str) -> dict[str, str]:
    """The version of each package in a lock, by name."""
    return {package_name(name): version for name, version in _ENTRY.findall(lock)}


def not_as_locked(lock: str, used: Mapping[str, str]) -> dict[str, str]:
    """The packages of a lock that a run had in another version, with that version."""
    locked = locked_versions(lock)
    return {name: used[name] for name in locked if name in used and used[name] != locked[name]}


def requirements(lock: str, used: Mapping[str, str]) -> tuple[str, str]:
    r"""The name and the content of the list of packages in an archive.

    Where the run had the locked versions it is the lock, whose hashes pip checks. Otherwise it is
    the versions of the run without hashes, since no other is known of what another source, such as
    conda, has built.

    Args:
        lock: the content of ``requirements.lock``.
        used: the versions of the packages in the run, by name.

    Example:
        >>> from analysis.package.requirements import requirements
        >>> lock = "numpy==2.2.0 --hash=sha256:00"
        >>> requirements(lock, {"numpy": "2.2.0"})[0]
        'requirements.lock'
        >>> requirements(lock, {"numpy": "2.3.0", "cowsay": "6.0"})
        ('requirements.txt', 'numpy==2.3.0\n')
    """
    if not not_as_locked(lock, used):
        return LOCKED, lock
    names = sorted((set(locked_versions(lock)) & set(used)) - {NAME})
    return LISTED, "".join(f"{name}=={used[name]}\n" for name in names)
