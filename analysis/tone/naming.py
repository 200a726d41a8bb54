"""What measures of tone, readability and formulaic language are called, with their units."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.export.labels import Label
from analysis.tone.formulaic import MEASURES as FORMULA
from analysis.tone.measures import MEASURES, Measure
from corpus.language import Lang, check_language

# Where the name does not say the unit already: characters per sentence are characters.
_UNITS = {"per 1,000 words": (" (per 1,000 words)", "（次/千词）"), "%": (" (%)", "（%）")}


def measure_labels(measures: Mapping[str, Measure]) -> dict[str, Label]:
    """The names of measures with their units, in both languages.

    Args:
        measures: by name, such as ``MEASURES``.

    Example:
        >>> from analysis.tone.measures import MEASURES
        >>> from analysis.tone.naming import measure_labels
        >>> measure_labels(MEASURES)["modal"].english
        'modal words (per 1,000 words)'
    """
    return {one: Label(measure_name(one), measure_name(one, "zh")) for one in measures}


def measure_name(measure: str, lang: Lang = "en") -> str:
    """A measure by its name in a table, as figures and tables print it: with its unit.

    Args:
        measure: such as positive, sentence_characters or formulaic_rarefied.
        lang: en or zh.

    Raises:
        ValueError: if there is no such measure.

    Example:
        >>> from analysis.tone import measure_name
        >>> measure_name("positive"), measure_name("formulaic_rarefied", "zh")
        ('words of praise (per 1,000 words)', '稀疏化的套语用词（%）')
    """
    check_language(lang)
    every = MEASURES | FORMULA
    if measure not in every:
        raise ValueError(f"no measure {measure!r}; choose {', '.join(every)}")
    about, zh = every[measure], lang == "zh"
    unit = _UNITS.get(about.unit, ("", ""))[zh]
    return (about.chinese if zh else about.english) + unit
