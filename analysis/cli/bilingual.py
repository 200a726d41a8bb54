"""Help and usage errors of the commands on a Chinese terminal; Typer's own are in English only."""

from __future__ import annotations

import inspect
import re
import sys
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from analysis.cli.help_texts import CHINESE_HELP
from analysis.cli.stopping import STOPPED, say_stopped
from corpus.display import printable
from corpus.language import terminal_language
from corpus.translation import in_chinese

# What all errors of usage are; Typer has it from Click, or its own copy of it.
ClickError: Any = typer.BadParameter.__mro__[2]

# What arguments are called in a line of usage.
_ARGUMENTS: Final = {
    "OUT": "输出路径",
    "FILE": "文件",
    "FOLDER": "文件夹",
    "ID": "编号",
    "SOURCE…": "来源…",
    "SHEET…": "编码表…",
    "NOTEBOOKS…": "笔记本…",
}


def chinese_help(text: str) -> str:
    """The help of a command or an option in Chinese, by paragraph.

    Args:
        text: in English; unchanged where it has no translation.
    """
    paragraphs = (" ".join(one.split()) for one in inspect.cleandoc(text).split("\n\n"))
    return "\n\n".join(CHINESE_HELP.get(one, one) for one in paragraphs)


class Bilingual:
    """A command whose help is Chinese on a Chinese terminal."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Prints the help."""
        if terminal_language() == "zh":
            print_help(self, ctx)
        else:
            super().format_help(ctx, formatter)  # type: ignore[misc]


class BilingualCommand(Bilingual, TyperCommand):
    """One command."""


class BilingualGroup(Bilingual, TyperGroup):
    """A group of commands, with the usage errors of all of them."""

    def main(self, args: Any = None, *more: Any, **options: Any) -> Any:
        """Runs the command; what is wrong with its usage is said in the language of the terminal.

        A command that is stopped (Ctrl-C) says so, and ends with exit code 130.

        Args:
            args: the words after the name of the command.
            more: as in Typer.
            options: as in Typer.
        """
        try:
            return self._answered(args, *more, **options)
        except SystemExit as end:  # which Typer makes of the interruption
            if end.code == STOPPED:
                say_stopped()
            raise

    def _answered(self, args: Any, *more: Any, **options: Any) -> Any:
        if terminal_language() == "en" or not options.get("standalone_mode", True):
            return super().main(args, *more, **options)
        try:
            status = super().main(args, *more, **{**options, "standalone_mode": False})
        except ClickError as error:
            _say_error(error)
            sys.exit(error.exit_code)
        except typer.Abort:
            typer.echo("已中止。", err=True)
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)


def _say_error(error: Any) -> None:
    """One line that says what is wrong, after the usage of the command."""
    if type(error).__name__ == "NoArgsIsHelpError":  # the help has been printed
        return
    if error.ctx is not None:
        typer.echo(usage(error.ctx), err=True)
        typer.echo(f"运行“{error.ctx.command_path} --help”查看帮助。", err=True)
    said = in_chinese(error.format_message())
    missing = getattr(error, "param", None)
    if missing is not None and missing.param_type_name == "argument":
        said = re.sub(" ?'[^']*'", f"“{_name(missing)}”", said)
    typer.echo(f"参数有误：{printable(said)}", err=True)


def usage(ctx: Any) -> str:
    """The line that shows how a command is called."""
    words = [f"用法：{ctx.command_path}", "[选项]"]
    if isinstance(ctx.command, TyperGroup):
        words.append("命令 [参数]…")
    for one in ctx.command.params:
        if one.param_type_name == "argument":
            words.append(_name(one) if one.required else f"[{_name(one)}]")
    return " ".join(words)


def print_help(command: Any, ctx: Any) -> None:
    """Prints the help of a command in Chinese: usage, what it does, arguments, options, commands.

    Args:
        command: of Typer.
        ctx: its context.
    """
    from rich.console import Console

    console = Console(highlight=False)
    text = chinese_help(command.help or "")
    console.print(f"\n {usage(ctx)}\n\n{text}\n", markup=False)
    params = command.get_params(ctx)
    for title, kind in (("参数", "argument"), ("选项", "option")):
        rows = [_row(one, ctx) for one in params if one.param_type_name == kind]
        _print_panel(console, title, rows)
    commands = [command.commands[name] for name in _listed(command, ctx)]
    for panel in dict.fromkeys(one.rich_help_panel for one in commands):
        of_it = [one for one in commands if one.rich_help_panel == panel]
        rows = [(one.name, chinese_help(one.help or "").split("\n\n")[0]) for one in of_it]
        _print_panel(console, chinese_help(panel) if isinstance(panel, str) else "命令", rows)


def _listed(command: Any, ctx: Any) -> list[str]:
    return command.list_commands(ctx) if isinstance(command, TyperGroup) else []


def _print_panel(console: Any, title: str, rows: list[tuple[str, str]]) -> None:
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, expand=True)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    if rows:
        console.print(Panel(table, title=title, title_align="left", border_style="dim"))


def _row(param: Any, ctx: Any) -> tuple[str, str]:
    """An argument or option as it is written, and what it is for."""
    if param.param_type_name == "argument":
        return _name(param), chinese_help(param.help or "") + ("（必填）" if param.required else "")
    names = ", ".join((*param.opts, *param.secondary_opts))
    default = param.get_default(ctx, call=False)
    given = not isinstance(default, bool) and default not in (None, "", (), [])
    return names, chinese_help(param.help or "") + (f"（默认：{default}）" if given else "")


def _name(param: Any) -> str:
    name = param.metavar or f"{param.name.upper()}{'…' if param.nargs != 1 else ''}"
    return _ARGUMENTS.get(name, name)
