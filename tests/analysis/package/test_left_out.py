"""Of a figure that quotes every format is left out; a picture nobody can look into is too."""

from analysis.package.left_out import quoting_results
from corpus.store.tables import read_table


def write(out, name, content=""):
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return name


def test_every_format_of_a_figure_goes_with_one(district, district_corpus, tmp_path):
    text = district["texts"]["text"].iloc[0]
    quoted = text[3000:3030]
    names = [
        write(tmp_path, "figures/a.svg", f"<text>{quoted}</text>"),
        write(tmp_path, "figures/a.txt"),
        write(tmp_path, "figures/a.png"),
        write(tmp_path, "figures/b.svg", "<text>创新</text>"),
        write(tmp_path, "figures/b.png"),
        write(tmp_path, "figures/c.png"),
        write(tmp_path, "tables/a.csv", "创新"),
    ]
    found = quoting_results(district_corpus, tmp_path, names)
    assert found == {"figures/a.svg", "figures/a.txt", "figures/a.png", "figures/c.png"}


def test_titles_places_and_terms_are_no_quotation(district_corpus, tmp_path):
    title = read_table(district_corpus, "reports")["title"].iloc[0]
    assert len(title) > 13
    names = [
        write(tmp_path, "tables/a.csv", f"{title},2018\n"),
        write(tmp_path, "tables/b.csv", "习近平新时代中国特色社会主义思想,3\n"),
    ]
    assert quoting_results(district_corpus, tmp_path, names) == set()
