"""Refusals, which end a command in one sentence, and notices, which accompany a document."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.display import printable
from corpus.language import Lang, terminal_language
from corpus.refusal_wordings import WORDINGS
from corpus.translation import in_chinese


class Refusal(Exception):  # noqa: N818 - an answer to the user, not a fault of the program
    """A request or a document that was refused.

    Attributes:
        code: a key of ``WORDINGS``; it does not change, so scripts can rely on it.
        place: the file, report or notebook concerned.
        detail: the particulars that fill ``{detail}`` in the wording.
    """

    def __init__(self, code: str, place: str, detail: str = "") -> None:
        super().__init__(code, place, detail)
        self.code = code
        self.place = printable(place)
        self.detail = printable(detail)

    def message(self, lang: Lang = "en") -> str:
        """One line with the place, the problem and the remedy.

        Args:
            lang: ``"en"`` or ``"zh"``.
        """
        if lang == "zh":
            return f"{in_chinese(self.place)}：{self.problem(lang)}"
        return f"{self.place}: {self.problem(lang)}"

    def problem(self, lang: Lang = "en") -> str:
        """The problem and the remedy, without the place.

        Args:
            lang: ``"en"`` or ``"zh"``.
        """
        english, chinese = WORDINGS[self.code]
        if lang == "zh":
            return chinese.format(detail=in_chinese(self.detail))
        return english.format(detail=self.detail)

    def record(self) -> dict[str, str]:
        """The refusal for scripts: code, place, and the message in both languages."""
        chinese = self.message("zh")
        return {"code": self.code, "place": self.place, "message": str(self), "message_zh": chinese}

    def __str__(self) -> str:
        return self.message()

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: the one line, in the user's language."""
        return [self.message(terminal_language())]


@dataclass(frozen=True)
class Notice:
    """A warning about a document that was accepted.

    Attributes:
        code: a short name that does not change.
        message: one sentence.
        start: where the passage begins in the document's text; None for the whole document.
        end: where the passage ends; None for the whole document.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None

    def sentence(self, lang: Lang = "en") -> str:
        """The message in a language.

        Args:
            lang: ``"en"`` or ``"zh"``.
        """
        return in_chinese(self.message) if lang == "zh" else self.message
