"""Every locked package is in dependencies.csv, under a licence that agrees with the suite's own."""

import csv
import re
import tomllib
from datetime import date
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Licences of what the suite, which is MIT, may require: those that ask for a notice, and the MPL
# and OFL, which cover their own files and fonts only. No GPL, LGPL or AGPL.
COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip

# How packages that name no SPDX expression put it.
SPELLINGS = {
    "3-Clause BSD License": {"BSD-3-Clause"},
    "Apache 2.0": {"Apache-2.0"},
    "Apache License 2.0": {"Apache-2.0"},
    "Apache License, Version 2.0": {"Apache-2.0"},
    "Apache Software License": {"Apache-2.0"},
    "BSD": {"BSD-2-Clause", "BSD-3-Clause"},
    "BSD 2-Clause License": {"BSD-2-Clause"},
    "BSD 3-Clause License": {"BSD-3-Clause"},
    "BSD License": {"BSD-2-Clause", "BSD-3-Clause"},
    "BSD-3-Clause, Apache-2.0, dependency licenses": {"BSD-3-Clause", "Apache-2.0"},
    "ISC License (ISCL)": {"ISC"},
    "ISC license": {"ISC"},
    "MIT License": {"MIT"},
    "MIT license": {"MIT"},
    "Mozilla Public License 2.0 (MPL 2.0)": {"MPL-2.0"},
    "PSFL": {"PSF-2.0"},
    "Public Domain": {"MIT-0"},
    "Python Software Foundation License": {"PSF-2.0"},
}


def locked() -> set[str]:
    """Return the names of all packages in the locks."""
    text = "".join((ROOT / lock).read_text(encoding="utf-8") for lock in LOCKS)
    return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))


def listed() -> list[dict[str, str]]:
    """Return the rows of dependencies.csv."""
    path = ROOT / "tests" / "dependencies.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = listed()
NAMES = [row["package"] for row in ROWS]


def licences_in(expression: str) -> set[str]:
    """Return the licences that an SPDX expression names."""
    return set(re.split(r"\s+(?:AND|OR)\s+|[()]+", expression)) - {""}


def declared(package: str) -> set[str] | None:
    """Return the licences that an installed package declares; None where it cannot be told."""
    try:
        said = metadata(package)
    except PackageNotFoundError:  # for other systems or versions of Python
        return None
    if expression := said.get("License-Expression"):
        return licences_in(expression)
    classifiers = [one.split(" :: ")[-1] for one in said.get_all("Classifier", [])]
    words = [(said.get("License") or "").partition("\n")[0], *classifiers]
    known = [SPELLINGS.get(one) or licences_in(one) & COMPATIBLE for one in words]
    return set().union(*known) or None


def test_all_locked_packages_are_listed_and_no_others():
    assert sorted(set(NAMES)) == NAMES
    assert set(NAMES) == locked()


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_its_licence_is_compatible_and_what_the_package_declares(row):
    assert canonicalize_license_expression(row["licence"]) == row["licence"]
    stated = licences_in(row["licence"])
    assert stated <= COMPATIBLE
    said = declared(row["package"])
    # The packages of fonts declare the licence of their code.
    assert said is None or stated - {"OFL-1.1"} <= said


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "LGPL-2.1-or-later", "AGPL-3.0-only", "MIT AND GPL-2.0-only"]
)
def test_others_would_be_refused(licence):
    assert canonicalize_license_expression(licence) == licence
    assert not licences_in(licence) <= COMPATIBLE


def test_what_had_no_release_for_three_years_has_a_reason_to_stay():
    dates = {row["package"]: date.fromisoformat(row["last_release"]) for row in ROWS}
    newest = max(dates.values())
    old = {name for name, one in dates.items() if one < newest.replace(year=newest.year - 3)}
    assert "jieba" in old
    assert old - {row["package"] for row in ROWS if row["reason"]} == set()


def test_what_an_extra_alone_asks_for_is_listed_or_named_beside_it():
    """What benchmarks compare with is not locked; of it gensim is LGPL, and used unmodified."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = {canonicalize_name(Requirement(line).name) for lines in extras for line in lines}
    assert asked - locked() == {"gensim", "icu4py", "networkx"}
