"""What all commands share: options, messages, refusals, progress of a build."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterable
from typing import Annotated, Any, NoReturn, cast

import typer

from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.language import Lang

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Text analytics for Chinese government work reports (政府工作报告).",
)

CorpusOption = Annotated[
    str | None,
    typer.Option("--corpus", help="A corpus elsewhere: its folder or address.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def say(line: str) -> None:
    """Prints a line for the reader, apart from results."""
    typer.echo(line, err=True)


def refuse(*refusals: Refusal, as_json: bool = False) -> NoReturn:
    """Says what was refused, and ends; with ``as_json`` nothing else was printed yet."""
    if as_json:
        print_json({"refused": records(refusals)})
    for refusal in refusals:
        say(refusal.message(terminal_language()))
    raise typer.Exit(1)


def records(refusals: Iterable[Refusal]) -> list[dict[str, str]]:
    """Refusals as JSON has them."""
    return [refusal.record() for refusal in refusals]


def terminal_language() -> Lang:
    """The language of messages: GWR_LANGUAGE, else that of the terminal; English if neither."""
    names = (os.environ.get(name) for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def chosen_language(lang: str) -> Lang:
    """The language that an option names; that of the terminal where it names none."""
    if lang not in ("", "en", "zh"):
        raise typer.BadParameter(f"{lang!r} is no language that is known; it is en or zh")
    return cast(Lang, lang) if lang else terminal_language()


def print_json(content: Any) -> None:
    """One document in UTF-8, whatever the terminal's encoding is: scripts read it."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))


def console() -> Any:
    """Where tables are drawn: as wide as they are where nobody looks, so that no cell is cut."""
    from rich.console import Console

    terminal = Console()
    return terminal if terminal.is_terminal else Console(width=10_000)


def build_with_progress(
    where: Corpus, jobs: int | None, scheduler: str | None = None
) -> list[Refusal]:
    """Brings the store up to date, with a bar where it takes a while; what was refused."""
    from tqdm import tqdm

    from corpus.store.build import build_store

    with tqdm(desc="reports", unit="report", file=sys.stderr, delay=1, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        built = build_store(where, jobs=jobs, scheduler=scheduler, progress=tell)
    done = f"{len(built.built)} built, {len(built.unchanged)} up to date"
    if built.recounted:
        done += f", {len(built.recounted)} counted anew with another lexicon"
    gone = f", {len(built.removed)} removed" if built.removed else ""
    bad = f", {len(built.refused)} refused" if built.refused else ""
    say(f"Reports: {done}{gone}{bad}.")
    return list(built.refused)
