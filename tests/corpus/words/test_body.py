import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normalization import Normalized
from corpus.words.body import KINDS, spoken_of, words_of
from corpus.words.default_segmenter import segmenter
from corpus.words.segmentation import kind_of

TEXT = st.text(
    alphabet="政府工作报告改革一十万〇2018.5%，。“” \n\u3000ABab+#①𠮷😀éカ報",
    max_size=60,
)


def spoken(*sentences: str):
    """Sentences, one a line, the second and every other of a page that is not spoken."""
    text = "\n".join(sentences)
    ends = np.cumsum([len(one) + 1 for one in sentences]) - 1
    starts = ends - [len(one) for one in sentences]
    times = ["boilerplate" if at % 2 else "opening" for at in range(len(sentences))]
    columns = {
        "sentence_id": list(range(len(sentences))),
        "paragraph_id": [7] * len(sentences),
        "start": starts,
        "end": ends,
        "orientation": times,
    }
    return spoken_of(columns, Normalized(text)), text


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_words_are_those_of_the_segmenter_with_their_places_and_kinds(sentences) -> None:
    said, text = spoken(*sentences)
    words = words_of(said)
    terms = [words.terms[code].as_py() for code in words.code.tolist()]
    assert terms == [word for word in segmenter().cut(said.text) if not word.isspace()]
    shift = said.shift[words.sentence]
    starts, ends = words.starts + shift, words.ends + shift
    assert terms == [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert [KINDS[words.kinds[code]] for code in words.code] == list(map(kind_of, terms))
    assert set(said.sentence_id[words.sentence] % 2) <= {0}


def test_nothing_said_has_no_words() -> None:
    said, _ = spoken()
    assert said.text == "" and len(words_of(said).starts) == 0
