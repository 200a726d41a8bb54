"""A changed result is told, with the reason."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.run import verify
from corpus.collection import corpus_at
from corpus.errors import Refusal
from tests.analysis.conftest import DISTRICT_REPORT


def test_results_as_the_run_left_them_are_verified(one_run, district_corpus):
    done = CliRunner().invoke(
        app, ["verify", str(one_run), "--corpus", str(district_corpus.documents)]
    )
    assert (done.exit_code, "every result" in done.stdout) == (0, True)


def test_a_changed_result_is_told_with_the_reason(one_run, district_corpus, tmp_path):
    own = tmp_path / "out"
    shutil.copytree(one_run, own)
    table = next((own / "tables").glob("*.csv"))
    table.write_text("x", encoding="utf-8")
    (own / "tables" / "new.csv").write_text("x", encoding="utf-8")
    done = CliRunner().invoke(app, ["verify", str(own), "--corpus", str(district_corpus.documents)])
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"tables/{table.name}: the result differs from that of the run",
        "tables/new.csv: the result is not part of the run",
        "inputs, program and packages are unchanged: the result files were edited",
    ]


def test_a_changed_report_and_package_are_reasons(one_run, district_corpus, tmp_path):
    own, other = tmp_path / "out", tmp_path / "corpus"
    shutil.copytree(one_run, own)
    shutil.copytree(district_corpus.documents, other)
    next((own / "figures").glob("*.png")).unlink()
    (other / DISTRICT_REPORT.name).write_text(
        DISTRICT_REPORT.read_text(encoding="utf-8") + " ", encoding="utf-8"
    )
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    record["packages"]["scipy"] = "0.1"
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    said = "\n".join(verify.differences(corpus_at(other), own))
    assert "the result is missing" in said
    assert f"reports/{DISTRICT_REPORT.name}: the input differs from that of the run" in said
    assert "scipy: 0.1 in the run, " in said


@pytest.mark.parametrize("lost", ["results", "inputs", "packages", "program", "python"])
@pytest.mark.parametrize("value", [None, 3, []])
def test_a_damaged_record_is_refused_in_one_sentence(
    one_run, district_corpus, tmp_path, lost, value
):
    record = json.loads((one_run / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "run.json").write_text(json.dumps({**record, lost: value}), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        verify.differences(district_corpus, tmp_path)
    assert (refused.value.code, lost in refused.value.detail) == ("no_record", True)


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_a_folder_without_a_record_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
    for command in ("verify", "methods"):
        done = CliRunner().invoke(app, [command, str(tmp_path)])
        assert done.exit_code == 1
        assert len(done.stderr.strip().splitlines()) == 1


def test_another_python_and_program_are_reasons_and_only_where_a_result_differs(
    one_run, district_corpus, tmp_path
):
    own = tmp_path / "out"
    shutil.copytree(one_run, own)
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    record |= {"python": "2.7.1", "program": "other"}
    record["packages"]["gone-since"] = "1.0"
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert verify.differences(district_corpus, own) == []
    (own / "tables" / "new.csv").touch()
    first, *reasons = verify.differences(district_corpus, own)
    assert first.startswith("tables/new.csv: ")
    assert len(reasons) == 3
    for reason, words in zip(reasons, ("program", "2.7.1", "gone-since"), strict=True):
        assert words in reason


def test_a_package_is_the_same_however_its_name_is_written(one_run, district_corpus, tmp_path):
    """Records of earlier versions have names as the packages themselves write them."""
    own = tmp_path / "out"
    shutil.copytree(one_run, own)
    record = json.loads((own / "run.json").read_text(encoding="utf-8"))
    record["packages"]["Ahocorasick_RS"] = record["packages"].pop("ahocorasick-rs")
    (own / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (own / "tables" / "new.csv").touch()
    assert not any("ahocorasick" in line for line in verify.differences(district_corpus, own))


def test_a_record_within_a_record_without_end_is_refused(tmp_path):
    (tmp_path / "run.json").write_text('{"results":' + "[" * 200_000, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        verify.read_record(tmp_path / "run.json")
    assert (refused.value.code, refused.value.detail) == ("no_record", "nested too deeply")
