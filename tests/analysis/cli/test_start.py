"""``gwr`` can be stopped from its first moment: while it loads, and before Typer is asked."""

import subprocess
import sys
import tomllib
from types import SimpleNamespace

import pytest

from analysis.cli.start import start
from corpus.collection import PROJECT


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "stopped; what was done is kept\n"), ("zh", "已中止；已完成的部分保留\n")],
)
def test_one_that_is_stopped_while_it_loads_says_so(monkeypatch, capsys, language, said):
    monkeypatch.setenv("GWR_LANGUAGE", language)
    monkeypatch.setitem(sys.modules, "analysis.cli.main", SimpleNamespace(app=interrupt))
    with pytest.raises(SystemExit) as ended:
        start()
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", said)


def test_the_command_loads_nothing_before_it_can_be_stopped():
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["project"]["scripts"] == {"gwr": "analysis.cli.start:start"}
    code = "import sys; from analysis.cli.start import start; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"typer", "pandas", "corpus.translation"} & set(done.stdout.split()) == set()
