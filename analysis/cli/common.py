"""Shared by all commands: options, groups of commands, messages and the progress of a build."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar, cast

import typer

from analysis.cli.bilingual import BilingualCommand, BilingualGroup
from analysis.cli.faults import refusal_of
from corpus.display import escaped_json, printable
from corpus.errors import Notice, Refusal
from corpus.language import Lang
from corpus.language import terminal_language as terminal_language
from corpus.translation import in_chinese
from corpus.translation import shown as shown

if TYPE_CHECKING:
    from corpus.collection import Corpus

# The groups of ``gwr --help`` and their commands, in the order in which they are listed.
PANELS = {
    "Corpus": ("new", "add", "list", "show", "remove", "doctor", "build", "fetch"),
    "One document": ("parse", "segment", "code"),
    "Results": (
        "run",
        "panel",
        "compare",
        "ledger",
        "promises",
        "explore",
        "methods",
        "verify",
        "package",
        "lab",
    ),
    "Coding": ("sample", "agreement"),
}
PANEL_OF = {name: panel for panel, names in PANELS.items() for name in names}

Command = TypeVar("Command", bound=Callable[..., Any])


class OrderedGroup(BilingualGroup):
    """The commands in the order of ``PANELS``; others follow."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands as ``gwr --help`` lists them."""
        order = {name: place for place, name in enumerate(PANEL_OF)}
        return sorted(super().list_commands(ctx), key=lambda name: order.get(name, len(order)))


app = typer.Typer(
    cls=OrderedGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Text analytics for Chinese government work reports (政府工作报告).",
)

CorpusOption = Annotated[
    str | None,
    typer.Option(
        "--corpus",
        help="Folder or address of a corpus; by default the folder of gwr new that you are in, or "
        "else the suite's own.",
        show_default=False,
    ),
]
# So that a script can give every command the same options.
NoCorpusOption = Annotated[
    str | None,
    typer.Option(
        "--corpus",
        help="Accepted as by every command; this one reads no corpus.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]


def command(name: str) -> Callable[[Command], Command]:
    """Adds a function as a command of ``gwr``, in its group of the help."""
    added = app.command(name, cls=BilingualCommand, rich_help_panel=PANEL_OF[name])

    def add(function: Command) -> Command:
        added(guarded(function))
        return function

    return add


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that ends with one sentence, whatever goes wrong that ``faults`` has a word for.

    Refusals that the command has not printed itself are printed too. All else is a fault of the
    program, with its traceback.
    """

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return function(*args, **options)
        except BrokenPipeError:
            raise  # the reader of the output has gone, as in gwr list | head: no message
        except Exception as error:
            said = refusal_of(error)
            if said is None:
                raise
            refuse(said, as_json=options.get("as_json", False))

    return run


def echo(*lines: str) -> None:
    """Prints a result for readers: nothing in the names and texts in it moves the cursor."""
    typer.echo("\n".join(map(printable, lines)))


def say(line: str) -> None:
    """Prints a message to stderr, so that stdout holds results only."""
    typer.echo(printable(shown(line)), err=True)


def say_notice(name: str, notice: Notice) -> None:
    """Prints a warning about a document to stderr.

    Args:
        name: of the document.
        notice: the warning.
    """
    language = terminal_language()
    colon = "：" if language == "zh" else ": "
    typer.echo(printable(f"{name}{colon}{notice.sentence(language)}"), err=True)


def wrong_usage(problem: str) -> NoReturn:
    """Says what is wrong with an option, and ends with exit code 2."""
    problem = printable(problem)
    if terminal_language() == "zh":
        say(f"参数有误：{in_chinese(problem)}")
        raise typer.Exit(2)
    raise typer.BadParameter(problem)


def refuse(*refusals: Refusal, as_json: bool = False) -> NoReturn:
    """Prints why documents or requests were not accepted, and ends with exit code 1.

    Args:
        refusals: one message each.
        as_json: also print them as a JSON document, where no other has been printed.
    """
    if as_json:
        print_json({"refused": records(refusals)})
    for refusal in refusals:
        say(refusal.message(terminal_language()))
    raise typer.Exit(1)


def finish(content: dict[str, Any], *lines: str, refused: list[Refusal], as_json: bool) -> None:
    """Prints the result of a command, and ends with exit code 1 if documents were not accepted.

    Args:
        content: the result for scripts, to which the refusals are added.
        lines: the result for readers.
        refused: the documents that were not accepted.
        as_json: print ``content`` instead of ``lines``.
    """
    if as_json:
        print_json({**content, "refused": records(refused)})
    else:
        echo(*map(shown, lines))
    if refused:
        refuse(*refused)


def records(refusals: Iterable[Refusal]) -> list[dict[str, str]]:
    """Refusals as they appear in JSON."""
    return [refusal.record() for refusal in refusals]


def corpus_of(option: str | None = None) -> Corpus:
    """The corpus that ``--corpus`` names; what it is made of is loaded only now.

    Args:
        option: the value of the option.

    Raises:
        Refusal: as ``corpus_at``; the guard of the command prints it, in JSON too.
    """
    from corpus.collection import corpus_at

    return corpus_at(option)


def chosen_language(lang: str) -> Lang:
    """The language given with an option; that of the terminal if the option is empty."""
    if lang not in ("", "en", "zh"):
        wrong_usage(f"language not supported ({lang}); choose en or zh")
    return cast(Lang, lang) if lang else terminal_language()


def chosen_areas(areas: str | None) -> list[int] | None:
    """The codes of policy areas, given by code or name (6,卫生健康,Energy); None for all areas."""
    from corpus.lexicon.lists import areas_named

    try:
        return None if areas is None else areas_named(areas)
    except ValueError as error:
        wrong_usage(str(error))


def chosen_years(years: str) -> tuple[int, int]:
    """The first and the last year of a range such as 2010-2020; of one year, the same twice."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", years)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        wrong_usage(f"not a year or a range of years ({years}); write 2025 or 1978-2025")
    return first, last


def check_table_format(path: Path) -> None:
    """Checks a file name before a long computation whose result it is to hold.

    Raises:
        Refusal: ``unknown_table_format``.
    """
    from analysis.export.write import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise Refusal("unknown_table_format", str(path), path.suffix or "no extension")


def check_page_format(path: Path) -> None:
    """As ``check_table_format``, of a page.

    Raises:
        Refusal: ``unknown_page_format``.
    """
    from analysis.pages.page import check_ending

    check_ending(path)


def print_json(content: Any) -> None:
    """Prints a JSON document in UTF-8, whatever the terminal's encoding, as scripts expect it."""
    typer.echo(escaped_json(json.dumps(content, ensure_ascii=False, indent=1)).encode())


def console() -> Any:
    """Where tables are printed: in a file or pipe wide enough that no cell is truncated."""
    from rich.console import Console

    terminal = Console()
    return terminal if terminal.is_terminal else Console(width=10_000)


def build_with_progress(
    where: Corpus, jobs: int | None, scheduler: str | None = None, *, deeply: bool = False
) -> list[Refusal]:
    """Updates the data store, with a progress bar if it takes more than a second.

    Args:
        where: the corpus.
        jobs: number of processes; None for one per processor.
        scheduler: address of a Dask cluster; None for no cluster.
        deeply: compare every byte of the tables with what was written.

    Returns:
        The documents that were not accepted, with the reasons.
    """
    from tqdm import tqdm

    from corpus.store.build import build_store

    with tqdm(
        desc=shown("reports"), unit=shown("report"), file=sys.stderr, delay=1, leave=False
    ) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        built = build_store(where, jobs=jobs, scheduler=scheduler, progress=tell, deeply=deeply)
    counts = [f"{len(built.built)} read", f"{len(built.unchanged)} up to date"]
    if built.recounted:
        counts.append(f"{len(built.recounted)} recounted with the new lexicon")
    if built.removed:
        counts.append(f"{len(built.removed)} removed")
    if built.refused:
        counts.append(f"{len(built.refused)} not added")
    for place in built.damaged:
        say(f"{place}: a file of the data store was damaged; its reports were read again")
    say(f"Reports: {', '.join(counts)}.")
    return list(built.refused)
