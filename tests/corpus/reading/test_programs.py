import sys
import time
from pathlib import Path

import pytest

from corpus.errors import Refusal
from corpus.reading.programs import run_limited


def python(code: str, **limits: float) -> object:
    limits = {"seconds": 20, "memory": 2**30, **limits}
    return run_limited([sys.executable, "-c", code], **limits)  # type: ignore[arg-type]


def test_a_program_gets_its_input_and_gives_its_output():
    finished = run_limited(
        [sys.executable, "-c", "import sys; print(sys.stdin.read().upper()); sys.exit(3)"],
        data=b"a",
        seconds=20,
        memory=2**30,
    )
    assert (finished.status, finished.output.strip()) == (3, b"A")


def test_a_program_that_takes_too_long_is_ended_with_what_it_started():
    started = time.monotonic()
    sleep = "[sys.executable, '-c', 'import time; time.sleep(30)']"
    child = f"import subprocess, sys; subprocess.run({sleep})"
    with pytest.raises(Refusal) as refused:
        python(child, seconds=0.5)
    assert (refused.value.code, refused.value.detail) == ("too_slow", "0.5")
    assert time.monotonic() - started < 10


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_program_that_takes_too_much_memory_fails():
    finished = python("import time; time.sleep(.2); x = bytearray(2**29)", memory=2**28)
    assert "MemoryError" in finished.messages


@pytest.mark.skipif(sys.platform != "linux", reason="computing is limited on Linux only")
def test_a_busy_computer_refuses_no_other_programs():
    assert python("import time; time.sleep(1)", seconds=0.5).status == 0


@pytest.mark.skipif(sys.platform != "linux", reason="computing is limited on Linux only")
@pytest.mark.parametrize("is_within", [False, True], ids=["itself", "within another"])
def test_a_program_that_computes_too_long_is_ended(is_within):
    code = "while True: pass"
    if is_within:
        run = f"subprocess.run([sys.executable, '-c', {code!r}]).returncode"
        code = f"import subprocess, sys; sys.exit(bool({run}))"
    with pytest.raises(Refusal) as refused:
        python(code, seconds=1)
    assert (refused.value.code, refused.value.detail) == ("too_slow", "1")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_limit_that_we_are_under_ourselves_is_not_raised():
    """As under ``ulimit -v`` or a cluster's scheduler; asked for more, the system refuses."""
    shown = "import resource; print(*resource.getrlimit(resource.RLIMIT_AS))"
    code = (
        "import resource, sys; from corpus.reading.programs import run_limited; "
        "resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32)); "
        f"said = run_limited([sys.executable, '-c', {shown!r}], seconds=20, memory=2**40); "
        "print(said.output.decode())"
    )
    finished = run_limited([sys.executable, "-c", code], seconds=60, memory=2**33)
    assert finished.output.split() == [b"4294967296"] * 2, finished.messages


def test_a_program_runs_in_its_folder_with_our_variables_and_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("OF_OURS", "a")
    monkeypatch.setenv("OF_BOTH", "a")
    code = "import os, sys; print(*map(os.getenv, ('OF_OURS', 'OF_BOTH', 'OF_ITS'))); "
    code += "print(os.getcwd(), file=sys.stderr)"
    finished = run_limited(
        [sys.executable, "-c", code],
        folder=tmp_path,
        environment={"OF_BOTH": "b", "OF_ITS": "b"},
        seconds=20,
        memory=2**30,
    )
    assert (finished.status, finished.output.split()) == (0, [b"a", b"b", b"b"])
    assert Path(finished.messages) == tmp_path.resolve()


def test_messages_that_are_no_text_are_given_as_far_as_they_are():
    code = r"import sys; sys.stderr.buffer.write(b'\n a\xff\n')"
    finished = run_limited([sys.executable, "-c", code], seconds=20, memory=2**30)
    assert finished.messages == "a\ufffd"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_a_program_that_a_signal_ended_says_which():
    code = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert run_limited([sys.executable, "-c", code], seconds=20, memory=2**30).status == -15
