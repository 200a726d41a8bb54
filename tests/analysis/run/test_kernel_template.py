"""The process that kernels are copies of."""

import importlib

from analysis.run import kernel_template


def test_what_it_loads_is_there():
    for name in kernel_template.LOADED:
        assert importlib.import_module(name)
