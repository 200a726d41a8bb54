from importlib.metadata import version

from corpus.lexicon.dictionary import jieba_words, weights_and_names


def test_the_dictionary_is_jiebas():
    words = jieba_words()
    assert version("jieba") == "0.42.1"
    assert len(words) == 349_045
    assert words["教育"][1] == "vn"
    assert all(weight >= 0 for weight, _ in words.values())


def test_weights_and_names_are_those_of_the_words():
    weights, names = weights_and_names()
    assert weights == {word: weight for word, (weight, _) in jieba_words().items()}
    tags = {word: tag for word, (_, tag) in jieba_words().items()}
    assert {tags[word] == tag for word, tag in names.items()} == {True}
    assert {word for word, tag in tags.items() if tag[:2] in ("ns", "nr")} == set(names)
