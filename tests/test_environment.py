"""pyproject.toml, the locks and environment.yml say the same, each in its own language."""

import asyncio
import json
import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
import rattler
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler.exceptions import SolverError

ROOT = Path(__file__).parent.parent

# The name on PyPI, where conda-forge's is another.
PYPI_NAMES = {"matplotlib-base": "matplotlib", "nbconvert-core": "nbconvert"}

# What conda needs and a venv has already, and what only `make` needs.
CONDA_ONLY = {"python", "pip"}
MAKE_ONLY = {"setuptools"}  # builds jieba, which conda-forge has built

RUN, DEV = "requirements.lock", "requirements-dev.lock"


def requirements_in(lock: str) -> list[str]:
    """Return the lines of a lock, continuation lines joined."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return text.replace("\\\n", " ").splitlines()


def locked_versions(*locks: str) -> dict[str, str]:
    """Return name -> version of everything in the locks."""
    lines = [line.split()[0].split("==") for lock in locks for line in requirements_in(lock)]
    return {canonicalize_name(name): version for name, version in lines}


def pyproject_requirements(*groups: str) -> dict[str, Requirement]:
    """Return name -> requirement of what pyproject.toml asks for: for use, or for these groups."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [line for group in groups for line in pyproject["dependency-groups"][group]]
    lines += pyproject["project"]["dependencies"] if "dev" not in groups else []
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


def conda_dependencies() -> list[str | dict[str, list[str]]]:
    """Return the dependencies of environment.yml as YAML has them."""
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def conda_specs() -> dict[str, rattler.MatchSpec]:
    """Return conda name -> spec of what environment.yml takes from conda-forge."""
    lines = [each for each in conda_dependencies() if isinstance(each, str)]
    specs = [rattler.MatchSpec(line, strict=True) for line in lines]
    return {spec.name.normalized: spec for spec in specs}


def pip_requirements() -> dict[str, Requirement]:
    """Return name -> requirement of what environment.yml leaves to pip, the suite left out."""
    [lines] = [each["pip"] for each in conda_dependencies() if isinstance(each, dict)]
    requirements = [Requirement(line) for line in lines if line != "-e ."]
    return {canonicalize_name(each.name): each for each in requirements}


def version_bounds(specifier: object) -> set[str]:
    """Return the single comparisons of a range: ">=3,<4" -> {">=3", "<4"}."""
    return set(re.findall(r"[<>=!~]+[^,\s]+", str(specifier)))


LOCKED = locked_versions(RUN)
TO_RUN = pyproject_requirements("build")
FROM_CONDA = {name: PYPI_NAMES.get(name, name) for name in conda_specs() if name not in CONDA_ONLY}


# The locks


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_each_locked_package_has_one_version_and_hashes(lock: str) -> None:
    locked_line = re.compile(
        r"[a-z0-9._-]+==[^\s*]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", re.ASCII
    )
    assert [line for line in requirements_in(lock) if not locked_line.fullmatch(line)] == []


def test_no_package_is_locked_twice() -> None:
    assert len(locked_versions(RUN, DEV)) == len(requirements_in(RUN)) + len(requirements_in(DEV))


@pytest.mark.parametrize("name", [RUN, DEV, "pyproject.toml", "environment.yml"])
def test_no_address_of_a_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|git\+|index-url|find-links| @ ", text)


def test_uv_lock_is_not_kept() -> None:
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("requirement", TO_RUN.values(), ids=str)
def test_lock_holds_what_running_asks_for(requirement: Requirement) -> None:
    assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("requirement", pyproject_requirements("dev").values(), ids=str)
def test_both_locks_hold_what_tests_ask_for(requirement: Requirement) -> None:
    version = locked_versions(RUN, DEV)[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_running_needs_no_tool_of_the_tests() -> None:
    tools = {"pytest", "hypothesis", "ruff", "mypy", "playwright", "py-rattler", "import-linter"}
    assert tools & set(LOCKED) == set() and tools <= set(locked_versions(DEV))


def test_what_pyproject_asks_for_is_locked_for_every_system() -> None:
    lines = requirements_in(RUN) + requirements_in(DEV)
    only_somewhere = {line.split("==")[0] for line in lines if " ; " in line}
    assert only_somewhere & {*TO_RUN, *pyproject_requirements("dev")} == set()


# environment.yml


@pytest.mark.parametrize("conda_name", FROM_CONDA)
def test_conda_range_holds_the_locked_version(conda_name: str) -> None:
    locked = rattler.Version(LOCKED[FROM_CONDA[conda_name]])
    assert rattler.VersionSpec(str(conda_specs()[conda_name].version)).matches(locked)


@pytest.mark.parametrize("conda_name", FROM_CONDA)
def test_conda_range_is_that_of_pyproject(conda_name: str) -> None:
    asked = TO_RUN[FROM_CONDA[conda_name]]
    assert version_bounds(conda_specs()[conda_name].version) == version_bounds(asked.specifier)


@pytest.mark.parametrize("name", pip_requirements())
def test_pip_range_is_that_of_pyproject(name: str) -> None:
    asked = TO_RUN[name]
    assert version_bounds(pip_requirements()[name].specifier) == version_bounds(asked.specifier)


def test_conda_environment_covers_pyproject() -> None:
    covered = {*FROM_CONDA.values(), *pip_requirements()}
    assert covered == set(TO_RUN) - MAKE_ONLY


def test_conda_environment_installs_the_suite_itself() -> None:
    [pip] = [each["pip"] for each in conda_dependencies() if isinstance(each, dict)]
    assert pip[-1] == "-e ."


def test_python_range_is_that_of_pyproject() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    python = version_bounds(conda_specs()["python"].version)
    assert python == version_bounds(pyproject["project"]["requires-python"])


def write_channel(folder: Path, versions: dict[str, str]) -> str:
    """Write a channel with one noarch build of each package, and return its address."""
    packages = {
        f"{name}-{version}-0.conda": {
            "name": name,
            "version": version,
            "build": "0",
            "build_number": 0,
            "depends": [],
            "subdir": "noarch",
            "sha256": "0" * 64,
            "size": 1,
        }
        for name, version in versions.items()
    }
    for subdir, entries in {"noarch": packages, "linux-64": {}}.items():
        repodata = {"info": {"subdir": subdir}, "packages": {}, "packages.conda": entries}
        path = folder / subdir / "repodata.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(repodata), encoding="utf-8")
    return folder.as_uri()


def solve(channel: str, cache: Path) -> dict[str, str]:
    """Return name -> version of what conda would install from the channel."""
    records = asyncio.run(
        rattler.solve(
            [channel],
            list(conda_specs().values()),
            gateway=rattler.Gateway(cache_dir=cache),
            platforms=["linux-64", "noarch"],
            timeout=timedelta(seconds=60),
        )
    )
    return {record.name.normalized: str(record.version) for record in records}


def locked_channel(python: str) -> dict[str, str]:
    """Return conda name -> version of the locked packages and a Python."""
    locked = {conda_name: LOCKED[name] for conda_name, name in FROM_CONDA.items()}
    return {**locked, "python": python, "pip": "26.0"}


def test_conda_solves_to_the_locked_versions(tmp_path: Path) -> None:
    versions = locked_channel("3.11.0")
    channel = write_channel(tmp_path / "channel", versions)
    assert solve(channel, tmp_path / "cache") == versions


def test_conda_does_not_solve_with_an_older_python(tmp_path: Path) -> None:
    channel = write_channel(tmp_path / "channel", locked_channel("3.10.14"))
    with pytest.raises(SolverError, match="python"):
        solve(channel, tmp_path / "cache")
