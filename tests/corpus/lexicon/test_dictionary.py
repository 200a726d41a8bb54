from importlib.metadata import version

from corpus.lexicon.dictionary import jieba_words


def test_the_dictionary_is_jiebas():
    words = jieba_words()
    assert version("jieba") == "0.42.1"
    assert len(words) == 349_045
    assert words["教育"][1] == "vn"
    assert all(weight >= 0 for weight, _ in words.values())
