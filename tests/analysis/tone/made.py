"""Reports made up of words, for the tests of tone."""

import random

import pandas as pd

SIGNS = "，。；：、"


def tokens_of(reports: dict[str, list[list[str]]]) -> pd.DataFrame:
    """Tokens of reports, each a list of paragraphs, each a list of sentences of words and signs."""
    rows, sentence = [], 0
    for name, paragraphs in reports.items():
        for number, sentences in enumerate(paragraphs):
            for one in sentences:
                rows += [(name, number, sentence, word, _kind(word)) for word in one.split()]
                sentence += 1
    return pd.DataFrame(
        rows, columns=["report_id", "paragraph_id", "sentence_id", "term", "kind"]
    ).assign(level=0)


def _kind(word: str) -> str:
    return "punctuation" if word in SIGNS else "number" if word[0].isdigit() else "word"


def random_reports(count: int, words: str, *, seed: int) -> dict[str, list[list[str]]]:
    """Reports of random sentences, some of which several of them have."""
    draw = random.Random(seed)
    stock = [
        " ".join(draw.choices(words.split(), k=draw.randint(3, 12))) + " 。" for _ in range(30)
    ]
    return {
        f"r{number:02}": [
            [draw.choice(stock) if draw.random() < 0.4 else _fresh(draw, words) for _ in range(3)]
            for _ in range(draw.randint(4, 7))
        ]
        for number in range(count)
    }


def _fresh(draw: random.Random, words: str) -> str:
    return " ".join(draw.choices([*words.split(), "，", "7"], k=draw.randint(2, 15))) + " 。"
