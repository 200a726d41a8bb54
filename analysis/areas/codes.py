"""The policy areas of the sentences of a corpus, coded once and kept beside its store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from analysis.areas.classify import code_sentences
from analysis.areas.model import WEIGHTS
from analysis.sentences import sentences_in_context
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import saved
from corpus.lexicon import lists as lexicon
from corpus.schema import SPOKEN, Table, to_frame
from corpus.store.fingerprint import code_digest
from corpus.store.manifest import groups_of, read_manifests, report_ids
from corpus.store.tables import read_table
from corpus.translation import shown

_SENTENCE = ["report_id", "paragraph_id", "section", "sentence_id", "start", "end", "orientation"]
_CODES = ["code", "score", "sure"]
_TABLES: tuple[Table, ...] = ("sentences", "paragraphs", "texts")
_CODE = (
    "analysis/areas/classify.py",
    "analysis/areas/codes.py",
    "analysis/areas/model.py",
    "analysis/sentences.py",
    "corpus/sections.py",
)
_KEY = b"key"


def read_codes(corpus: Corpus, *, report_id: str | Collection[str] | None = None) -> pd.DataFrame:
    """The policy area of each sentence in the bodies of a corpus.

    Sentences are coded when they are first asked for; the codes are kept in the folder of the
    outputs, and made again only where the report, the lexicon or the classifier has changed.

    Args:
        corpus: a corpus whose store is up to date.
        report_id: the ID of a report, or several IDs, to read only their sentences.

    Returns:
        One row per sentence, by report ID and then in the order of the document: report_id,
        paragraph_id, section, sentence_id, start, end, orientation, code, score, sure; see
        ``code_sentences``.

    Raises:
        Refusal: ``empty_corpus``, ``unknown_report`` or ``not_saved``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.areas import read_codes
        >>> coded = read_codes(open_corpus())
        >>> len(coded), int((coded["code"] == 6).sum())
        (333, 7)
    """
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    wanted = there if report_id is None else _listed(report_id)
    for one in wanted:
        if one not in there:
            raise Refusal("unknown_report", one)
    keys = _keys(corpus, wanted)
    kept = {one: _kept(_file(corpus, one), keys[one]) for one in wanted}
    found = kept | _coded(corpus, [one for one in wanted if kept[one] is None], keys)
    tables = [table for table in found.values() if table is not None]
    # Of no report there are no sentences, in the columns that those of any have.
    if not tables:
        return read_codes(corpus, report_id=there[0]).iloc[:0]
    return to_frame(pa.concat_tables(tables))


def code_files(corpus: Corpus) -> dict[str, Path]:
    """The files of the codes that are kept, by their name in the outputs.

    Args:
        corpus: a corpus whose store is up to date.
    """
    kept = {one: _file(corpus, one) for one in report_ids(corpus)}
    return {f"cache/areas/{one}.parquet": path for one, path in kept.items() if path.is_file()}


def _listed(report_id: str | Collection[str]) -> list[str]:
    return [report_id] if isinstance(report_id, str) else sorted(set(report_id))


def _keys(corpus: Corpus, wanted: Sequence[str]) -> dict[str, str]:
    """The digest of what each report's codes depend on: rows, lexicon and classifier."""
    entries = read_manifests(corpus.store)
    return {
        one: hashlib.sha256(
            f"{json.dumps(entries[one], sort_keys=True)}{_program()}".encode()
        ).hexdigest()
        for one in wanted
    }


@cache
def _program() -> str:
    suite = Path(__file__).parents[2]
    return code_digest(suite, _CODE) + lexicon.fingerprint(WEIGHTS)


def _file(corpus: Corpus, report_id: str) -> Path:
    return corpus.outputs / "cache" / "areas" / f"{report_id}.parquet"


def _kept(path: Path, key: str) -> pa.Table | None:
    """The codes kept of a report; None where there are none of its present state."""
    try:
        with path.open("rb") as file:
            table = pq.read_table(file)
    except (OSError, pa.ArrowException):  # none yet, or damaged: they are made again
        return None
    return table if (table.schema.metadata or {}).get(_KEY) == key.encode() else None


def _coded(corpus: Corpus, new: Sequence[str], keys: Mapping[str, str]) -> dict[str, pa.Table]:
    """Codes the sentences of some reports, and keeps the codes of each."""
    found: dict[str, pa.Table] = {}
    desc, unit = shown("coding"), shown("report")
    # disable=None: no bar where no terminal is, such as in the outputs of a notebook.
    with tqdm(total=len(new), desc=desc, unit=unit, delay=2, leave=False, disable=None) as progress:
        for group in groups_of(list(new)):
            every = sentences_in_context(
                *(read_table(corpus, name, report_id=group) for name in _TABLES)
            )
            body = every[every["orientation"].isin(SPOKEN)]
            coded = body[_SENTENCE].join(code_sentences(body, evidence=False)[_CODES])
            for one in group:
                found[one] = _keep(coded[coded["report_id"] == one], _file(corpus, one), keys[one])
                progress.update()
    return found


def _keep(coded: pd.DataFrame, path: Path, key: str) -> pa.Table:
    table = pa.Table.from_pandas(coded, preserve_index=False).replace_schema_metadata({_KEY: key})
    with saved(path) as part:
        pq.write_table(table, part)
    return table
