"""The READMEs: what they name is there, what they measure is in its file, and both say the same."""

import io
import re
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from analysis.cli.main import app
from analysis.run.folders import notebook_names
from corpus.lexicon.lists import policy_terms
from corpus.schema import SCHEMAS
from tests.benchmarks.measured import measured

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh.md"]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("*/*/*.md")]
    if not path.is_relative_to(ROOT / "outputs") and ".venv" not in path.parts
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_python_block_runs(name):
    blocks = re.findall(r"```python\n(.*?)```", text_of(name), re.DOTALL)
    assert blocks
    for block in blocks:
        assert len([line for line in block.splitlines() if line]) <= 12
        assert "营商环境" in printed_by(block)


@cache
def printed_by(block: str) -> str:
    """What a block prints in the project's folder; both READMEs have the same ones."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said):
        patched.chdir(ROOT)
        for name in ("GWR_CORPUS", "GWR_OUT"):
            patched.delenv(name, raising=False)
        exec(block, {"__name__": "__main__"})
    return said.getvalue()


def test_the_merge_of_a_panel_runs_and_finds_its_row():
    (block,) = re.findall(r"```python\n(.*?)```", text_of("analysis/README.md"), re.DOTALL)
    assert len(block.splitlines()) <= 12
    assert re.search(r"沙河口\s+2018\s+210204\s.*100\.0", printed_by(block))


@pytest.mark.parametrize("name", READMES)
def test_the_commands_named_are_those_there_are(name):
    commands = set(get_command(app).commands)
    assert set(re.findall(r"gwr ([a-z]+)", text_of(name))) == commands


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_named_is_there(name):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", text_of(name)))
    assert named <= targets
    assert {"run", "test"} <= named or name not in READMES


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    headings = {}
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)", text_of(name)):
        path, _, place = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if place:
            text = file.read_text(encoding="utf-8")
            headings = {
                re.sub(r"[^\w -]", "", one.lower()).strip().replace(" ", "-")
                for one in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            }
            assert place in headings, target


@pytest.mark.parametrize("name", PAGES)
def test_every_path_named_is_there(name):
    """In backticks, with a folder of the project in front."""
    for path in re.findall(r"`((?:analysis|corpus|notebooks|tests)/[\w./-]+)`", text_of(name)):
        assert (ROOT / path).exists(), path


def test_the_main_page_is_short():
    assert len(text_of("README.md").split()) < 900


def test_both_say_the_same_commands():
    blocks = [re.findall(r"```(?:sh|bat|python)\n(.*?)```", text_of(one), re.S) for one in READMES]
    assert blocks[0] == blocks[1]
    tables = [re.findall(r"^\| (`gwr.*?`) \| ", text_of(one), re.MULTILINE) for one in READMES]
    assert tables[0] == tables[1] and tables[0]


def sections(name: str) -> list[str]:
    return re.split(r"^#+ .*$", text_of(name), flags=re.MULTILINE)


def figures_in(text: str) -> list[str]:
    """Every number of a passage, sorted; addresses and code count too."""
    return sorted(
        re.findall(r"\d[\d,.]*\d|\d", text.replace("每千词", "1,000").replace("第五条", "5"))
    )


def test_both_have_the_same_parts_with_the_same_figures():
    english, chinese = map(sections, READMES)
    assert len(english) == len(chinese)
    months = {"12"}  # December is 12 月
    for own, other in zip(english, chinese, strict=True):
        assert figures_in(own) == [one for one in figures_in(other) if one not in months]
        assert own.count("\n- ") == other.count("\n- ")
        assert own.count("\n| ") == other.count("\n| ")
        assert own.count("](") == other.count("](")


def test_every_notebook_is_listed():
    listed = re.findall(r"\| `(\d\d_\w+)` \|", text_of("notebooks/README.md"))
    assert listed == notebook_names()


def test_the_columns_are_those_of_the_store():
    text = text_of("corpus/README.md").partition("\n## Tables\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| [^|]* \| (.*) \|$", text, re.MULTILINE)
    described = {name: re.sub(r"\([^)]*\)", "", columns) for name, columns in rows}
    for name, schema in SCHEMAS.items():
        own = [one for one in schema.names if one not in ("report_id", "start", "end")]
        if name in described:
            assert re.findall(r"\w+", described[name]) == own
        else:
            sentence = re.search(rf"\*\*{name}\*\*[^(]*\(([^)]*)\)", text)
            assert sentence and re.findall(r"\w+", sentence[1]) == own
    assert set(described) <= {*SCHEMAS, "table"}


def rows_of(page: str, first: str) -> list[list[str]]:
    """The rows of the table whose head begins with these words."""
    lines = text_of(page).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first}"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


PLACES = {
    "State Council 2006, first page of the scrape": "govcn-pages/2006.txt",
    "Heilongjiang 2026, scraped": "provincial-2026/230000-2026.txt",
    "Hunan 2026, scraped": "provincial-2026/430000-2026.txt",
    "Hubei 2025, Word": "provincial-2025/420000-2025.docx",
    "Shaanxi 2026, scraped": "provincial-2026/610000-2026.txt",
}


def test_the_scores_of_reading_are_those_measured():
    rows = rows_of("corpus/README.md", "report | held out")
    assert len(rows) == sum(name.startswith("reading ") for name in measured())
    names = [
        "metadata",
        "first and last",
        "sentences F1",
        "level 1 F1",
        "headings F1",
        "orientation",
    ]
    for report, held_out, *scores in rows:
        file = PLACES.get(report, f"national/{report[-4:]}.txt")
        found = measured()[f"reading {file}"]
        assert held_out == ("yes" if found["held out"] else "no")
        assert [float(one) for one in scores] == pytest.approx(
            [found[name] for name in names], abs=0.0051
        )


def test_the_scores_of_quantities_are_those_measured():
    rows = rows_of("corpus/README.md", "reports | held out | quantities")
    names = [
        "detection F1",
        "accepted",
        "unit",
        "status",
        "bound",
        "kind",
        "indicator",
        "found, unit, status",
    ]
    for (_, held_out, n, *scores), key in zip(rows, ("held out", "seen"), strict=True):
        found = measured()[f"quantities, {key}"]
        assert (held_out, int(n)) == ("yes" if found["held out"] else "no", found["n"])
        assert scores == [f"{found[name]:.3f}" for name in names]


def test_the_scores_of_promises_are_those_measured():
    """In words: the share found, right and with the right verdict, of how many held out."""
    held, seen = (measured()[f"promises, {one}"] for one in ("held out", "seen"))
    said = text_of("analysis/README.md")
    line = next(one for one in said.splitlines() if one.startswith("- **Promises and results**"))
    assert re.findall(r"\d+(?:\.\d+)?%", line) == [
        f"{held[name]:.1%}" for name in ("found", "right", "verdict")
    ]
    assert (f"of {held['n']} targets" in line) and (f"of {seen['n']} targets" in line)
    assert held["wrong"] == 0 and seen["found"] == seen["right"] == seen["verdict"] == 1


def test_the_scores_of_lower_governments_are_those_measured():
    rows = rows_of("corpus/README.md", "reports | held out | year")
    names = ["report_year", "region_code", "delivery_date", "speaker", "session", "first", "last",
             "chapters F1", "orientation", "kept out", "numbers found", "unit", "status",
             "indicator"]  # fmt: skip
    for (_, held_out, *scores), key in zip(rows, ("held out", "seen"), strict=True):
        assert held_out == ("yes" if key == "held out" else "no")
        assert scores == [f"{measured()[f'local reports, {key}'][name]:.2f}" for name in names]


GROUPS = ("nation and provinces", "lower governments")


def test_the_accuracy_of_the_coder_is_that_measured():
    rows = rows_of("analysis/README.md", "held-out sentences of")
    total = 0
    for (_, n, agree, kappa, accuracy, interval, f1), group in zip(rows, GROUPS, strict=True):
        found = measured()[f"areas, {group}, held out, where they agree"]
        readings = measured()[f"areas, {group}, two readings"]
        assert int(n) == found["sentences"]
        assert (agree, kappa) == (f"{readings['agreement']:.3f}", f"{readings['kappa']:.3f}")
        assert (accuracy, f1) == (f"{found['accuracy']:.3f}", f"{found['macro_f1']:.3f}")
        assert interval == f"[{found['low']:.3f}, {found['high']:.3f}]"
        total += found["sentences"]
        for page in READMES:
            assert f"{100 * found['accuracy']:.0f}%" in text_of(page)
    assert all(f"{total} " in text_of(page) for page in READMES)
    text, calibrated_ = text_of("analysis/README.md"), measured()["areas, calibration"]
    assert f"error of calibration was {calibrated_['error']:.3f}" in text
    assert f"{calibrated_['right_where_sure']:.3f} were right ({calibrated_['sure']:.3f}" in text


INSTRUMENTS = ("sentence alone", "with heading and previous", "with orientation too")


def test_the_accuracy_of_the_instrument_coder_is_that_measured():
    rows = rows_of("analysis/README.md", "held out: question")
    names = [(question, known) for question in ("side", "directive") for known in INSTRUMENTS]
    assert len(rows) == len(names)
    for (question, _, accuracy, interval, kappa, f1, folds), (asked, known) in zip(
        rows, names, strict=True
    ):
        found = measured()[f"instruments, {asked}, held out, {known}"]
        assert question == asked
        assert (accuracy, f1) == (f"{found['accuracy']:.3f}", f"{found['macro_f1']:.3f}")
        assert interval == f"[{found['low']:.3f}, {found['high']:.3f}]"
        assert kappa == f"{found['kappa_1']:.2f}, {found['kappa_2']:.2f}"
        elsewhere = measured()[f"instruments, {asked}, cross-validated, {known}"]
        assert folds == f"{elsewhere['accuracy']:.3f}"
    text = text_of("analysis/README.md")
    for asked, of in (("side", "sides"), ("directive", "directives")):
        found = measured()[f"instruments, {asked}, held out, {INSTRUMENTS[1]}"]
        agree, kappa = found["readers_agree"], found["readers_kappa"]
        assert f"{agree:.3f} of {of} (κ {kappa:.2f})" in text
        assert f"; {found['sentences']} others" in text
    errors = [
        measured()[f"instruments, {one}, calibration"]["error"] for one in ("side", "directive")
    ]
    assert f"errors of calibration of {errors[0]:.3f} and {errors[1]:.3f}" in text
    alone = measured()["instruments, directive, markers alone, with orientation"]["accuracy"]
    assert f"reach {alone:.3f} of directives" in text


def test_how_many_mentions_are_words_is_that_measured():
    text, found = text_of("corpus/README.md"), measured()["mentions, held out"]
    assert f"On {found['places']} places of {found['reports']} held-out reports" in text
    assert f"alike in {found['judged alike']}" in text
    assert f"Of {found['words']} words {100 * found['words kept']:.1f}% were kept" in text
    assert f"of {found['accidents']} accidents {found['accidents counted']} were counted" in text


BY_SECTION = ("sections share a rate", "both", "all of these")


def calibrated(title: str) -> list[list[str]]:
    """The rows of a table of calibration.md, by the words that stand above it."""
    text = text_of("tests/benchmarks/calibration.md")
    lines = text.partition(title)[2].partition("\n|")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_coverage_is_that_measured():
    spans = {"lent": [], "alone": []}
    for row in calibrated("Lowest and highest figures over all lengths and designs"):
        if row[0] in ("sections", "paragraphs"):
            for name, cell in (("lent", row[2]), ("alone", row[4])):
                spans[name] += [float(end.split(" ± ")[0]) for end in cell.split(" to ")]
    lent = round(min(spans["lent"])), round(max(spans["lent"]))
    assert (min(lent), max(lent)) == (94, 100)
    assert "94 to 100%" in text_of("README.md") and "94–100%" in text_of("README.zh.md")
    assert "94 to 100% coverage" in text_of("analysis/README.md")
    alone = f"{min(spans['alone']):.0f} to {max(spans['alone']):.0f}%"
    assert f"with nothing to borrow, {alone}" in text_of("analysis/README.md")


def test_the_coverage_in_mixed_tables_is_that_measured():
    rows = calibrated("Coverage in a table of terms of all these kinds, lent")
    # By paragraph, intervals are not meant to hold where sections share a rate.
    kinds = [row for row in rows if row[1] == "section" or row[2] not in BY_SECTION]
    held = [
        [float(cell.split(" ± ")[0]) for cell in cells]
        for _, _, words, *cells in kinds
        if words != "all of these"
    ]
    lowest = [min(column) for column in zip(*held, strict=True)]
    assert (round(min(lowest)), round(min(lowest[:4]))) == (90, 91)
    assert "90 to 100% for each kind of term" in text_of("README.md")
    assert "各类词均为 90–100%" in text_of("README.zh.md")
    assert "each kind in 3 to 20 paragraphs had 91 to 100%" in text_of("analysis/README.md")


def test_how_many_planted_topics_are_found_is_that_measured():
    rows = rows_of("tests/benchmarks/topics.md", "planted | asked")
    found = {
        method: [float(row[4]) for row in rows if row[2] == method]
        for method in ("nmf", "plain LDA")
    }
    assert len(found["nmf"]) == 9 and sorted(found["nmf"])[:3] == [0.97, 0.97, 1]
    asked = [int(row[1]) for row in rows]
    assert (min(asked), max(asked)) == (8, 20)
    least, most = (f"{100 * end(found['plain LDA']):.0f}" for end in (min, max))
    text = text_of("analysis/README.md")
    assert "all in seven of nine designs with 8 to 20 topics, and 97% in two" in text
    assert f"scikit-learn's LDA finds {least} to {most}%" in text


def test_the_size_of_the_lexicon_is_that_of_the_lexicon():
    for page in READMES:
        assert f"{len(policy_terms()):,}" in text_of(page)


def test_no_page_has_a_phrase_that_readers_must_translate():
    phrases = re.compile(r"\b(a row a|stands in|stand in|the nation's)\b", re.IGNORECASE)
    for page in PAGES:
        if "benchmarks" not in page and "reference" not in page:
            assert not phrases.findall(text_of(page)), page
