"""What several tests of figures take: words of the district report, texts of a figure."""

import pytest
from matplotlib.text import Text

from analysis.figures.style import FORMATS
from analysis.frequency import frequency_by


@pytest.fixture(scope="session")
def words(district):
    return frequency_by(district["tokens"], by=None)


@pytest.fixture(autouse=True)
def coarse(monkeypatch):
    """Pictures have few dots, and there is no PDF, whose font takes longest, but `in_every_format`.

    Whatever changes from one drawing to the next is in the SVG too.
    """
    monkeypatch.setattr("analysis.figures.style.PRINT_DPI", 100)
    monkeypatch.setattr("analysis.figures.style.FORMATS", ("pdf", "svg", "png"))


@pytest.fixture
def in_every_format(coarse, monkeypatch):
    """Figures are saved as PDF too."""
    monkeypatch.setattr("analysis.figures.style.FORMATS", FORMATS)


def texts_of(figure):
    return {one.get_text() for one in figure.findobj(Text) if one.get_text().strip()}
