from .area_places import areas_by_place as areas_by_place
from .area_years import areas_by_year as areas_by_year
from .captions import caption as caption
from .clouds import word_cloud as word_cloud
from .comparison import interval_dots as interval_dots
from .dots import term_dots as term_dots
from .flows import theme_flows as theme_flows
from .heat import area_heat as area_heat
from .histories import history_bars as history_bars
from .ladder import target_ladder as target_ladder
from .likeness import likeness_dots as likeness_dots
from .matrix import coword_matrix as coword_matrix
from .matrix import coword_table as coword_table
from .matrix import topic_overlap as topic_overlap
from .measure_places import measures_by_place as measures_by_place
from .measure_years import measures_by_year as measures_by_year
from .over_years import year_lines as year_lines
from .pairs import shares_and_difference as shares_and_difference
from .parts import part_strip as part_strip
from .position_dots import scale_dots as scale_dots
from .positions import dispersion_plot as dispersion_plot
from .positions import reuse_lines as reuse_lines
from .pressure_places import amplification_by_place as amplification_by_place
from .pressure_years import pressure_by_year as pressure_by_year
from .promises import promise_gaps as promise_gaps
from .promises import promises_by_verdict as promises_by_verdict
from .ranks import bump_chart as bump_chart
from .ratios import keyness_ratios as keyness_ratios
from .scales import Axis as Axis
from .specifications import specification_curve as specification_curve
from .strategy import strategic_diagram as strategic_diagram
from .style import DOUBLE as DOUBLE
from .style import FOURTH as FOURTH
from .style import NATION as NATION
from .style import OTHER as OTHER
from .style import OWN as OWN
from .style import PART_COLOURS as PART_COLOURS
from .style import PART_NAMES as PART_NAMES
from .style import SINGLE as SINGLE
from .style import THIRD as THIRD
from .style import new_figure as new_figure
from .style import save_figure as save_figure
from .topic_heat import topic_shares as topic_shares
from .topic_numbers import topic_choice as topic_choice
from .topic_terms import topic_panels as topic_panels
from .weights import tf_idf_dots as tf_idf_dots
from .word_places import word_plot as word_plot
from .words import area_names as area_names
from .words import in_language as in_language
from .words import part_names as part_names
from .words import says as says
from .words import specification_names as specification_names

__all__ = [
    "DOUBLE",
    "FOURTH",
    "NATION",
    "OTHER",
    "OWN",
    "PART_COLOURS",
    "PART_NAMES",
    "SINGLE",
    "THIRD",
    "Axis",
    "amplification_by_place",
    "area_heat",
    "area_names",
    "areas_by_place",
    "areas_by_year",
    "bump_chart",
    "caption",
    "coword_matrix",
    "coword_table",
    "dispersion_plot",
    "history_bars",
    "in_language",
    "interval_dots",
    "keyness_ratios",
    "likeness_dots",
    "measures_by_place",
    "measures_by_year",
    "new_figure",
    "part_names",
    "part_strip",
    "pressure_by_year",
    "promise_gaps",
    "promises_by_verdict",
    "reuse_lines",
    "save_figure",
    "says",
    "scale_dots",
    "shares_and_difference",
    "specification_curve",
    "specification_names",
    "strategic_diagram",
    "target_ladder",
    "term_dots",
    "tf_idf_dots",
    "theme_flows",
    "topic_choice",
    "topic_overlap",
    "topic_panels",
    "topic_shares",
    "word_cloud",
    "word_plot",
    "year_lines",
]
