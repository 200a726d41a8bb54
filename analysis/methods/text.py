"""The methods paragraph for a paper, and its references, for the analyses that were run."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from corpus.errors import Refusal
from corpus.language import Lang, check_language

FOLDER = Path(__file__).parent


def methods_text(out: str | Path, *, lang: Lang = "en") -> tuple[str, list[str]]:
    """The methods paragraph for the analyses whose results are in a folder.

    Args:
        out: the folder of results, with its ``run.json``.
        lang: ``en`` or ``zh``.

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
        parts = [_base(record, lang)]
        names = _answered(record["notebooks"])
    except (ValueError, KeyError, TypeError) as error:
        missing = isinstance(error, KeyError)
        detail = f"{error} is missing" if missing else "not in the form that gwr run writes"
        raise Refusal("no_record", str(path), detail) from error
    chosen = [SENTENCES[name] for name in names if name in SENTENCES]
    if set(names) & set(SENTENCES["coding"]["notebooks"]):
        chosen.append(SENTENCES["coding"])
    parts += [one[lang] for one in chosen]
    keys = {key for one in (SENTENCES["base"], *chosen) for key in one["references"]}
    return ("" if lang == "zh" else " ").join(parts), sorted(keys)


def _answered(notebooks: Any) -> list[str]:
    """The notebooks with results to describe: all but those that could not answer or failed."""
    made = notebooks if isinstance(notebooks, dict) else {one: {} for one in notebooks}
    return sorted(name for name, one in made.items() if one.get("state", "complete") == "complete")


def _base(record: dict[str, Any], lang: Lang) -> str:
    """The sentences on corpus, words, lexicon and versions, which every result is based on."""
    reports = [
        name
        for name in record["inputs"]
        if name.startswith("reports/") and not name.endswith("reports.csv")
    ]
    packages = record["packages"]
    named = ("pandas", "scipy", "scikit-learn")
    return str(SENTENCES["base"][lang]).format(
        reports=len(reports),
        jieba=packages["jieba"],
        python=record["python"],
        lexicon=record["inputs"]["lexicon/policy_terms.csv"][:12],
        studied=_studied(record, lang),
        own=packages.get("gov-work-report", ""),
        revision=_revision(record.get("git_commit") or "", lang),
        versions=("、" if lang == "zh" else ", ").join(
            f"{name} {packages[name]}" for name in named if name in packages
        ),
    )


def _studied(record: dict[str, Any], lang: Lang) -> str:
    """The reports that single analyses concern, where the corpus has others."""
    notebooks = record["notebooks"]
    given = notebooks.values() if isinstance(notebooks, dict) else ()
    reports = sorted({one["parameters"]["report"] for one in given if _has_report(one)})
    if not reports:
        return ""
    if lang == "zh":
        return f"分析的报告为{'、'.join(reports)}。"
    return f" The analyses below concern {', '.join(reports)}."


def _has_report(run: dict[str, Any]) -> bool:
    return bool((run.get("parameters") or {}).get("report"))


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
