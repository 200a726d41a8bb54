"""Marks before the lines of forwarded mails, and signs that are none."""

import pytest

from corpus.text.normalization import Normalized
from corpus.text.quoted_lines import FEWEST, without_quote_marks

LINES = ["政府工作报告", "各位代表：", "　　一、工作回顾", "经济平稳增长，民生改善。"] * FEWEST
TEXT = "\n".join(LINES)


@pytest.mark.parametrize("mark", ["> ", ">", ">> ", "> > ", "＞ ", "| "])
def test_the_marks_of_a_mail_are_left_out(mark):
    mail = "发件人：办公室\n\n" + "\n".join(mark + line for line in LINES)
    plain, found = without_quote_marks(Normalized(mail))
    assert (plain.text, found) == ("发件人：办公室\n\n" + TEXT, len(LINES))
    at = plain.text.index("各位代表")
    assert mail[plain.original(at) : plain.original_end(at + 4)] == "各位代表"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(["> 首页", *LINES]),
        "\n".join(f"| {line} | 100 |" for line in LINES),
        "\n".join(f"> {line}" for line in LINES[: FEWEST - 1]),
    ],
)
def test_few_marks_and_rows_of_tables_stay(text):
    assert without_quote_marks(Normalized(text)) == (Normalized(text), 0)
