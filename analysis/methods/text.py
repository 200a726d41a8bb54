"""The methods paragraph for a paper, and its references, for the analyses that were run."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.methods.studied import studied_sentences
from corpus.errors import Refusal
from corpus.language import Lang, check_language

FOLDER = Path(__file__).parent


def methods_text(
    out: str | Path, *, lang: Lang = "en", reports: pd.DataFrame | None = None
) -> tuple[str, list[str]]:
    """The methods paragraph for the analyses whose results are in a folder.

    Args:
        out: the folder of results, with its ``run.json``.
        lang: ``en`` or ``zh``.
        reports: the table ``reports`` of the corpus, from which places and years are told.

    Returns:
        The paragraph, and the keys of the references that it needs.

    Raises:
        Refusal: ``not_found``, or ``no_record`` if ``run.json`` is not a valid run record.

    Example:
        >>> import json
        >>> from pathlib import Path
        >>> from analysis.methods import methods_text
        >>> record = {"notebooks": ["03_tf_idf"], "python": "3.11", "packages": {"jieba": "0.42.1"},
        ...           "inputs": {"reports/a.txt": "", "lexicon/policy_terms.csv": "0f1e2d3c4b5a"}}
        >>> _ = Path("run.json").write_text(json.dumps(record), encoding="utf-8")
        >>> text, keys = methods_text(Path("."))
        >>> text.split(". ")[0]
        'The corpus consists of government work reports (n = 1)'
        >>> keys
        ['pedregosa2011', 'sparckjones1972', 'sun2013']
    """
    check_language(lang)
    path = Path(out) / "run.json"
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        parts = [*studied_sentences(record, reports, lang), _base(record, lang)]
        names = _answered(record["notebooks"])
        shown = _figures(record.get("results") or {}, names)
    except (ValueError, KeyError, TypeError) as error:
        missing = isinstance(error, KeyError)
        detail = f"{error} is missing" if missing else "not in the form that gwr run writes"
        raise Refusal("no_record", str(path), detail) from error
    told = [name for name in sorted([*names, *shown]) if name in SENTENCES]
    chosen = [SENTENCES[name] for name in told]
    parts += [_as_chosen(name, record["notebooks"], lang) for name in told]
    if set(names) & set(SENTENCES["coding"]["notebooks"]):
        chosen.append(SENTENCES["coding"])
        parts.append(SENTENCES["coding"][lang])
    keys = {key for one in (SENTENCES["base"], *chosen) for key in one["references"]}
    return ("" if lang == "zh" else " ").join(part for part in parts if part), sorted(keys)


def _as_chosen(name: str, notebooks: Any, lang: Lang) -> str:
    """The sentences of an analysis, as its notebook was told to make it."""
    entry = SENTENCES[name]
    said = str(entry[lang])
    if "choices" not in entry:
        return said
    made = notebooks.get(name, {}) if isinstance(notebooks, dict) else {}
    given = made.get("parameters") or {}
    words = {
        parameter: values.get(str(given.get(parameter)), values["None"])[lang]
        for parameter, values in entry["choices"].items()
    }
    return said.format(**words)


def _answered(notebooks: Any) -> list[str]:
    """The notebooks with results to describe: all but those that could not answer or failed."""
    made = notebooks if isinstance(notebooks, dict) else {one: {} for one in notebooks}
    return sorted(name for name, one in made.items() if one.get("state", "complete") == "complete")


def _figures(results: Collection[str], names: Collection[str]) -> set[str]:
    """The names of the figures that these notebooks drew, since not all draw all of any corpus."""
    drawn = {Path(one).stem for one in results if one.startswith("figures/")}
    return {one for one in drawn if one.split("-")[0] in set(names)}


def _base(record: dict[str, Any], lang: Lang) -> str:
    """The sentences on words, lexicon and versions, which every result is based on."""
    packages = record["packages"]
    named = ("pandas", "scipy", "scikit-learn")
    return str(SENTENCES["base"][lang]).format(
        jieba=packages["jieba"],
        python=record["python"],
        lexicon=record["inputs"]["lexicon/policy_terms.csv"][:12],
        own=packages.get("gov-work-report", ""),
        revision=_revision(record.get("git_commit") or "", lang),
        versions=("、" if lang == "zh" else ", ").join(
            f"{name} {packages[name]}" for name in named if name in packages
        ),
    )


def _revision(commit: str, lang: Lang) -> str:
    """The revision in brackets, where it is known."""
    if not commit:
        return ""
    return f"（版本{commit[:12]}）" if lang == "zh" else f" (revision {commit[:12]})"


def bibliography(keys: Collection[str]) -> str:
    """The references in BibTeX, in the order of their keys.

    Args:
        keys: from ``methods_text``.

    Example:
        >>> from analysis.methods import bibliography
        >>> print(bibliography(["dunning1993"]).splitlines()[1].strip())
        author = {Dunning, Ted},
    """
    unknown = sorted(set(keys) - set(REFERENCES))
    if unknown:
        raise ValueError(f"no reference {unknown[0]!r}; choose from {', '.join(REFERENCES)}")
    return "\n\n".join(REFERENCES[key] for key in sorted(keys)) + "\n"


def _read_references() -> dict[str, str]:
    entries = (FOLDER / "references.bib").read_text(encoding="utf-8").strip().split("\n\n")
    return {entry.split("{", 1)[1].split(",", 1)[0]: entry for entry in entries}


SENTENCES: dict[str, dict[str, Any]] = tomllib.loads(
    (FOLDER / "sentences.toml").read_text(encoding="utf-8")
)
REFERENCES = _read_references()
