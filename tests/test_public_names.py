"""The packages' faces: what they export, what importing them costs, and what notebooks import."""

import ast
import json
import pkgutil
import re
import subprocess
import sys
from collections import Counter

import pytest

from corpus.collection import PROJECT
from tests.public_names import DOORS, packages, public_names

PACKAGES = {one.__name__: one for one in packages()}
NOTEBOOKS = sorted((PROJECT / "notebooks").rglob("*.ipynb"))
HEAVY = ("matplotlib", "sklearn", "scipy", "pandas", "numpy", "pyarrow", "duckdb", "jieba")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_exports_what_its_stub_lists(name):
    package = PACKAGES[name]
    stub = (PROJECT.joinpath(*name.split(".")) / "__init__.pyi").read_bytes()
    assert stub.isascii()  # it is read in the encoding of the system
    lists = [node for node in ast.parse(stub).body if isinstance(node, ast.Assign)]
    listed = ast.literal_eval(lists[0].value)
    assert len(lists) == 1 and sorted(listed) == sorted(package.__all__)
    for one in listed:
        assert getattr(package, one) is not None


@pytest.mark.parametrize("name", PACKAGES)
def test_nothing_is_exported_that_is_called_like_a_module(name):
    modules = {found.name for found in pkgutil.iter_modules(PACKAGES[name].__path__)}
    assert modules & set(PACKAGES[name].__all__) == set()


@pytest.mark.parametrize("name", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(name):
    code = f"import sys, {name}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(HEAVY) == set()


def test_the_help_of_the_command_loads_no_library_of_the_analysis():
    code = (
        "import sys; from analysis.cli import app; sys.argv = ['gwr', '--help']\n"
        "try: app()\nexcept SystemExit: pass\nprint(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) & set(HEAVY) == set()


def test_no_two_public_classes_have_one_name():
    found = Counter()
    for path in sorted(
        path for room in ("analysis", "corpus") for path in (PROJECT / room).rglob("*.py")
    ):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        found.update(one.name for one in body if isinstance(one, ast.ClassDef))
    assert [one for one, n in found.items() if n > 1 and not one.startswith("_")] == []


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError):
        PACKAGES["analysis.figures"].no_such_figure  # noqa: B018


def imports_of(code: str) -> list[tuple[str, str]]:
    found = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    return [(node.module or "", alias.name) for node in found for alias in node.names]


# The modules that are named in the README as the front doors, beside the packages.
FRONT_DOORS = re.compile(
    r"analysis\.(counts|frequency|tfidf|keyness|dispersion|collocation|comparison|concordance"
    r"|evidence|focus|outputs|selection|sentences|areas\.agreement|dictionaries\.audit)"
    r"|corpus\.(collection|doctor|errors|report|report_json|schema|text\.readable)"
)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_import_public_names_only(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    for module, name in imports_of(code):
        if module.split(".")[0] in ("corpus", "analysis") and not FRONT_DOORS.fullmatch(module):
            assert module in PACKAGES, f"from {module} import {name}"
            assert name in PACKAGES[module].__all__, f"from {module} import {name}"


@pytest.mark.parametrize(
    "path",
    [
        "analysis.counts.count_terms", "analysis.tfidf.tf_idf", "analysis.keyness.keyness",
        "analysis.dispersion.dispersion", "analysis.collocation.collocations",
        "analysis.comparison.divergence", "analysis.uncertainty.share_interval",
        "analysis.uncertainty.permutation_p", "analysis.uncertainty.adjust_p",
        "analysis.topics.fit_topics", "analysis.topics.TopicFit", "analysis.focus.attention",
        "analysis.targets.promises_and_results", "analysis.targets.ledger",
        "analysis.concordance.concordance", "analysis.evidence.evidence",
        "analysis.export.write_table", "analysis.outputs.open_corpus", "corpus.store.read_table",
        "corpus.store.query", "corpus.reading.read_document", "corpus.quantities.find_quantities",
    ],
)  # fmt: skip
def test_the_paths_that_scripts_rely_on_stay(path):
    module, _, name = path.rpartition(".")
    imported = __import__(module, fromlist=[name])
    assert callable(getattr(imported, name))


def test_doors_are_functions_called_like_their_module():
    assert all(callable(public_names()[f"{door}.{door.rpartition('.')[2]}"]) for door in DOORS)
