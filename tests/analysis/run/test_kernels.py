"""Kernels that are copies of a process which has loaded the libraries."""

import asyncio
import gc
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import psutil
import pytest

from analysis.run.kernels import Template
from analysis.run.notebook import execute

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="kernels are copied on Linux only"
)


def notebook(*sources: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in sources])


def printed(made) -> str:
    return "".join(one.get("text", "") for cell in made.notebook.cells for one in cell.outputs)


def test_each_notebook_has_variables_and_settings_of_its_own(kernels):
    first = "import matplotlib\nmatplotlib.rcParams['font.size'] = 33\nx = 1"
    assert execute(notebook(first), kernels=kernels).refusal is None
    second = "import matplotlib\nprint(matplotlib.rcParams['font.size'] == 33, 'x' in globals())"
    assert printed(execute(notebook(second), kernels=kernels)) == "False False\n"


def test_the_environment_and_folder_are_those_of_the_caller(kernels, tmp_path, monkeypatch):
    monkeypatch.setenv("GWR_TRIED", "now")
    source = "import os\nprint(os.environ['GWR_TRIED'], os.getcwd())"
    made = execute(notebook(source), folder=tmp_path, kernels=kernels)
    assert printed(made) == f"now {tmp_path}\n"


def test_outputs_are_those_of_a_kernel_of_its_own(kernels):
    sources = (
        "import sys\nprint(sys.argv[0].endswith('launcher.py'), __name__)",
        "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
        "import os, subprocess\nsubprocess.run(['true']).returncode",
        "1 / 0",
    )
    copied, own = (execute(notebook(*sources[1:3]), kernels=one) for one in (kernels, None))
    assert copied.notebook == own.notebook
    failed = execute(notebook(sources[3]), kernels=kernels)
    assert failed.refusal is not None and "ZeroDivisionError" in failed.refusal.detail


def open_loops() -> list[asyncio.BaseEventLoop]:
    """The event loops that were not closed."""
    gc.collect()
    loops = [one for one in gc.get_objects() if isinstance(one, asyncio.BaseEventLoop)]
    return [one for one in loops if not one.is_closed()]


def test_no_event_loop_is_left_open_in_the_threads_of_a_run(kernels):
    before = open_loops()
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(execute, notebook("1 + 1"), kernels=kernels) for _ in range(2)]
        assert [one.result().refusal for one in made] == [None, None]
        assert [one for one in open_loops() if one not in before] == []


@linux
def test_a_kernel_that_dies_fails_its_notebook_only(kernels):
    died = execute(notebook("import os\nos._exit(3)"), kernels=kernels)
    assert died.refusal is not None and died.refusal.place == "cell 1"
    assert printed(execute(notebook("print(5)"), kernels=kernels)) == "5\n"


def has_ended(process: int) -> bool:
    """Whether a process ends within a few seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not psutil.pid_exists(process) or psutil.Process(process).status() == "zombie":
            return True
        time.sleep(0.05)
    return False


@linux
def test_kernels_end_with_the_template(tmp_path):
    template = Template()
    kernel = template.kernel(["-f", "none.json"], env=dict(os.environ), folder=str(tmp_path))
    template.close()
    assert has_ended(kernel.pid)


@linux
def test_what_a_kernel_started_ends_with_it(kernels):
    source = "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)"
    for last in ("", "\nimport os\nos._exit(3)"):
        made = execute(notebook(source, "1" + last), kernels=kernels)
        assert has_ended(int(printed(made).split()[0]))


@linux
def test_a_template_that_has_ended_says_so():
    template = Template()
    kernel = template.kernel(["-f", "none.json"], env=dict(os.environ), folder=".")
    assert template._process is not None
    template._process.kill()
    template._process.wait()
    assert has_ended(kernel.pid)
    with pytest.raises(RuntimeError, match="has ended"):
        template.kernel(["-f", "none.json"], env=dict(os.environ), folder=".")
    template.close()


def test_what_is_loaded_starts_no_thread():
    code = (
        "import importlib, threading\n"
        "from analysis.run.kernel_template import LOADED\n"
        "for name in LOADED: importlib.import_module(name)\n"
        "print(threading.active_count())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "1"


def test_no_kernel_loads_a_debugger(kernels):
    source = "import sys\nprint(sum('pydevd' in one for one in sys.modules))"
    assert printed(execute(notebook(source), kernels=kernels)) == "0\n"
