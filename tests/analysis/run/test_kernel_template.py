"""The process that kernels are copies of."""

import importlib
import subprocess
import sys
import threading

import psutil
import pytest

from analysis.run import kernel_template
from tests.analysis.run.test_kernels import has_ended


def test_what_it_loads_is_there():
    for name in kernel_template.LOADED:
        assert importlib.import_module(name)


def test_what_it_reads_is_kept_and_starts_no_thread():
    kernel_template.prepare()
    before = threading.active_count()
    for name, read in kernel_template.READ:
        once = getattr(importlib.import_module(name), read)
        assert once() is once() and once.cache_info().currsize
    assert threading.active_count() == before


FORKS = """
import os, sys, time
from analysis.run.kernel_template import _end_with
template = os.getpid() if sys.argv[1] == "there" else 1 << 30
child = os.fork()
if not child:
    _end_with(template)
    time.sleep(600)
print(child, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux")
@pytest.mark.parametrize("template", ["there", "gone"])
def test_a_copy_ends_with_its_template_even_where_that_is_gone_before(template):
    command = [sys.executable, "-c", FORKS, template]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as middle:
        copy = int(middle.stdout.readline())
        lives = psutil.pid_exists(copy) and psutil.Process(copy).status() != "zombie"
        assert lives or template == "gone"
        middle.kill() if template == "there" else None
        gone = has_ended(copy)
        middle.kill()
    assert gone
