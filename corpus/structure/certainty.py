"""How surely the review and the plan of a report were found, and by which signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.errors import Notice
from corpus.schema import Orientation
from corpus.structure.orientation import contradicts, looks_ahead, looks_back
from corpus.structure.outline import Heading, Paragraph

# The review, or the plan, of a complete report takes up a larger share of its text than this.
LEAST_PART = 0.03


def uncertain_parts(
    headings: Sequence[Heading],
    spoken: Sequence[Paragraph],
    times: Sequence[Orientation],
    report_year: int | None = None,
) -> Notice | None:
    """A warning that the review or the plan was found by weak signs only, or not at all.

    The strong sign is a chapter whose title looks back (回顾, 过去五年, a year before that of
    the report) or ahead (安排, 今后五年). Without one, the first chapter counts as review and the
    others as plan; without chapters, the opening words of paragraphs decide.

    Args:
        headings: the headings of the body, in order.
        spoken: the paragraphs of the body, in order.
        times: the time reference of each paragraph.
        report_year: the year planned, or None if it is not known.

    Returns:
        The warning ``uncertain_parts``, with the signs in its message, or None.
    """
    titles = [one.text for one in headings if one.level == 1 and one.style == "own_line"]
    lengths: Counter[str] = Counter()
    for paragraph, time in zip(spoken, times, strict=True):
        lengths[time.split("_")[0]] += len(paragraph.text)
    signs = []
    if not titles:
        signs.append("no chapters, so that the opening words of paragraphs decide")
    headed = {
        "review": any(looks_back(one, report_year) for one in titles),
        "plan": any(looks_ahead(one) for one in titles),
    }
    for part in headed:
        if lengths[part] < LEAST_PART * lengths.total():
            signs.append(f"no {part} found")
        elif titles and not headed[part]:
            signs.append(f"no chapter is headed as {part}")
    signs += [
        f"「{one}」 is worded as plan but names a past year"
        for one in titles
        if contradicts(one, report_year)
    ]
    if not signs:
        return None
    message = f"review and plan are uncertain ({'; '.join(signs)}); check them with gwr show"
    return Notice("uncertain_parts", message)
