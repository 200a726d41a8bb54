from .provenance import versions as versions
from .runner import NotebookRun as NotebookRun
from .runner import run_notebooks as run_notebooks
from .verify import differences as differences

__all__ = ["NotebookRun", "differences", "run_notebooks", "versions"]
