"""Starts the kernels of notebooks as copies of one process, where processes can be copied."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner


@dataclass
class Kernel:
    """A kernel that is a copy of the template, as jupyter_client uses a ``subprocess.Popen``."""

    pid: int
    stdin: None = field(default=None, init=False)
    stdout: None = field(default=None, init=False)
    stderr: None = field(default=None, init=False)

    def poll(self) -> int | None:
        """None while it runs, else 0; what it ended with is not known."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Called once ``poll`` has said that it ended."""
        return 0

    def send_signal(self, number: int) -> None:
        """Sends a signal to the process."""
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """Asks the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends the process."""
        self.send_signal(signal.SIGKILL)


class Template:
    """The process of which kernels are copies; it is started when first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()

    def kernel(self, arguments: Sequence[str], *, env: dict[str, str], folder: str) -> Kernel:
        """Starts a kernel.

        Args:
            arguments: of ``ipykernel_launcher``.
            env: its environment.
            folder: in which it runs.

        Raises:
            RuntimeError: if the template has ended.
        """
        asked = json.dumps({"arguments": list(arguments), "env": env, "folder": folder})
        with self._turn:
            process = self._started()
            assert process.stdin is not None and process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.write(asked + "\n")
                process.stdin.flush()
            answer = process.stdout.readline()
        if not answer.strip().isdigit():
            raise RuntimeError("the process that starts kernels has ended")
        return Kernel(int(answer))

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "analysis.run.kernel_template"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
        return self._process

    def close(self) -> None:
        """Ends the template, and with it the kernels that still run."""
        if self._process is not None:
            with suppress(BrokenPipeError):
                self._process.communicate()
            self._process = None


class _Copied(LocalProvisioner):
    """Launches a kernel as a copy of the template."""

    template: Template

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        arguments = cmd[cmd.index("-f") :]
        folder = str(kwargs.get("cwd") or Path.cwd())
        kernel = self.template.kernel(arguments, env=kwargs["env"], folder=folder)
        self.process = cast("Any", kernel)
        self.pid = self.pgid = kernel.pid
        self.cwd = folder
        return self.connection_info


def manager_of(template: Template) -> type[AsyncKernelManager]:
    """The kernel manager, for ``NotebookClient``, that starts kernels as copies of a template."""

    class CopyingManager(AsyncKernelManager):
        async def _async_pre_start_kernel(self, **kw: Any) -> Any:
            if self.provisioner is None:
                self.kernel_id = self.kernel_id or "copied"
                own = _Copied(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
                own.template = template
                self.provisioner = own
            return await super()._async_pre_start_kernel(**kw)

        pre_start_kernel = _async_pre_start_kernel

    return CopyingManager


@contextmanager
def kernel_managers() -> Iterator[type[AsyncKernelManager]]:
    """The kernel manager to execute notebooks with.

    Only on Linux are kernels copied: elsewhere processes cannot be, or system libraries do not
    bear it.
    """
    if not sys.platform.startswith("linux"):
        yield AsyncKernelManager
        return
    template = Template()
    try:
        yield manager_of(template)
    finally:
        template.close()
