"""Times the build of the store on thousands of generated reports, beside jieba on the same texts.

Run with ``make bench-build REPORTS=folder N=1000``: reports are generated from the paragraphs of
the real ones in that folder, in a temporary place. It prints CPU time per report against that of
``jieba.lcut`` alone, the gain of two processes, the peak memory, what one report more costs, and
how long a share by region and year takes over all of it.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import jieba

from analysis.panel.table import attention_panel
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.report import read_report
from corpus.schema import SPOKEN
from corpus.store.build import build_store
from corpus.store.tables import query

LENGTH = 14_000  # characters, as a district's report
REGIONS = ("沙河口区", "西岗区", "中山区", "甘井子区", "旅顺口区", "金州区")


def paragraphs(folder: Path) -> list[list[str]]:
    """The paragraphs of the speech of each real report."""
    found = []
    for path in sorted(folder.iterdir()):
        try:
            rows = read_report(path).paragraphs
        except Refusal:
            continue
        found.append(list(rows[rows["orientation"].isin(SPOKEN)]["text"]))
    return found


def generate(real: list[list[str]], folder: Path, count: int) -> None:
    """Reports of the usual length: a real one's paragraphs in order, a tenth from others."""
    rng = random.Random(1)
    for number in range(count):
        year, region = 2000 + number % 24, REGIONS[number // 24 % len(REGIONS)]
        lines = [
            f"{year}年大连市{region}政府工作报告",
            "各位代表：",
            "现在，我代表区人民政府向大会作政府工作报告，请予审议。",
            f"一、{year - 1}年工作回顾",
        ]
        size = 0
        source = real[number % len(real)]
        start = rng.randrange(max(len(source) // 2, 1))
        for place in range(start, start + 400):
            line = source[place % len(source)]
            line = rng.choice(rng.choice(real)) if rng.random() < 0.1 else line
            lines.append(line if place != start + 3 else f"{line}编号{number}。")
            size += len(line)
            if size > LENGTH:
                break
        (folder / f"r{number:06}.txt").write_text("\n".join(lines), encoding="utf-8")


def cpu() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measured(work, *given, **options) -> tuple[float, float, float]:
    """Wall and CPU seconds, and the peak memory in MB, of work in a process of its own."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(_measure, work, given, options).result()


def _measure(work, given, options) -> tuple[float, float, float]:
    wall, before = time.perf_counter(), cpu()
    work(*given, **options)
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return time.perf_counter() - wall, cpu() - before, peak / 1024


def cut_all(texts: list[str]) -> None:
    for text in texts:
        jieba.lcut(text)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    jieba.setLogLevel(60)
    jieba.initialize()
    with tempfile.TemporaryDirectory() as scratch:
        corpus = corpus_at(Path(scratch))
        (Path(scratch) / "reports").mkdir()
        corpus = corpus_at(Path(scratch))
        generate(paragraphs(folder), corpus.documents, count)
        some = sorted(corpus.documents.iterdir())[:: max(count // 100, 1)]
        texts = [path.read_text(encoding="utf-8") for path in some]
        _, slow, _ = measured(cut_all, texts)
        slow /= len(texts)
        print(f"{count} generated reports of {sum(map(len, texts)) / len(texts):.0f} characters")
        print(f"jieba.lcut alone: {1000 * slow:.1f} ms a report")
        wall = {}
        for jobs in (1, 2):
            shutil.rmtree(corpus.outputs, ignore_errors=True)
            wall[jobs], used, peak = measured(build_store, corpus, jobs=jobs)
            each = used / count
            print(
                f"build, {jobs} process(es): {wall[jobs]:.1f} s, CPU {1000 * each:.1f} ms each, "
                f"{each / slow:.2f} of jieba's, peak {peak:.0f} MB"
            )
        print(f"two processes are {wall[1] / wall[2]:.2f} times as fast as one")
        one = corpus.documents / "one-more.txt"
        one.write_text(texts[0].replace("编号", "又一份编号"), encoding="utf-8")
        print(f"one report more: {measured(build_store, corpus, jobs=1)[0]:.1f} s")
        start = time.perf_counter()
        query(
            corpus,
            "select region, report_year, sum(n) filter (term = '创新') / sum(n) as share "
            "from counts join reports using (report_id) where kind in ('word', 'latin') "
            "group by all order by all",
        )
        print(f"a term's share by region and year: {time.perf_counter() - start:.2f} s")
        start = time.perf_counter()
        attention_panel(corpus)
        print(f"the panel of all areas, with intervals: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
