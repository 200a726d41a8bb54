from .area_years import areas_by_year as areas_by_year
from .bars import bar_panels as bar_panels
from .bars import term_bars as term_bars
from .captions import caption as caption
from .clouds import comparison_cloud as comparison_cloud
from .clouds import word_cloud as word_cloud
from .comparison import heat_map as heat_map
from .comparison import interval_dots as interval_dots
from .comparison import keyness_dots as keyness_dots
from .comparison import keyness_scatter as keyness_scatter
from .heat import area_heat as area_heat
from .ladder import target_ladder as target_ladder
from .models import choice_panels as choice_panels
from .models import topic_scatter as topic_scatter
from .pairs import shares_and_difference as shares_and_difference
from .parts import part_strip as part_strip
from .places import areas_by_place as areas_by_place
from .positions import dispersion_plot as dispersion_plot
from .positions import reuse_lines as reuse_lines
from .promises import promise_gaps as promise_gaps
from .promises import promises_by_verdict as promises_by_verdict
from .ranks import bump_chart as bump_chart
from .specifications import specification_curve as specification_curve
from .style import BLUE as BLUE
from .style import DOUBLE as DOUBLE
from .style import GREEN as GREEN
from .style import GREY as GREY
from .style import ORANGE as ORANGE
from .style import PART_COLOURS as PART_COLOURS
from .style import PART_NAMES as PART_NAMES
from .style import SINGLE as SINGLE
from .style import VERMILION as VERMILION
from .style import new_figure as new_figure
from .style import save_figure as save_figure
from .text import cooccurrence_network as cooccurrence_network
from .words import area_names as area_names
from .words import in_language as in_language
from .years import area_heat_map as area_heat_map
from .years import promise_lines as promise_lines
from .years import trend_panels as trend_panels

__all__ = [
    "BLUE",
    "DOUBLE",
    "GREEN",
    "GREY",
    "ORANGE",
    "PART_COLOURS",
    "PART_NAMES",
    "SINGLE",
    "VERMILION",
    "area_heat",
    "area_heat_map",
    "area_names",
    "areas_by_place",
    "areas_by_year",
    "bar_panels",
    "bump_chart",
    "caption",
    "choice_panels",
    "comparison_cloud",
    "cooccurrence_network",
    "dispersion_plot",
    "heat_map",
    "in_language",
    "interval_dots",
    "keyness_dots",
    "keyness_scatter",
    "new_figure",
    "part_strip",
    "promise_gaps",
    "promise_lines",
    "promises_by_verdict",
    "reuse_lines",
    "save_figure",
    "shares_and_difference",
    "specification_curve",
    "target_ladder",
    "term_bars",
    "topic_scatter",
    "trend_panels",
    "word_cloud",
]
