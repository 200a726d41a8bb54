from .against_nation import keyness_against_nation as keyness_against_nation
from .against_nation import terms_against_nation as terms_against_nation
from .area_differences import areas_by_side as areas_by_side
from .area_differences import pair_profiles as pair_profiles
from .histories import histories_by_year as histories_by_year
from .lengths import part_lengths as part_lengths
from .lengths import report_lengths as report_lengths
from .level_panel import likeness_panel as likeness_panel
from .levels import with_level_above as with_level_above
from .likeness import similarity as similarity
from .list_in_nation import rates_in_nation as rates_in_nation
from .nation import Reference as Reference
from .nation import content_words as content_words
from .nation import national_reference as national_reference
from .nation import nearest_year as nearest_year
from .nation import passages_of as passages_of
from .own_years import own_series as own_series
from .places import against_each as against_each
from .places import first_said as first_said
from .places import reused_from as reused_from
from .places import with_passages as with_passages
from .published_counts import recipe_in_nation as recipe_in_nation
from .published_counts import recounted as recounted
from .published_counts import word_rates as word_rates
from .reuse import reuse_share as reuse_share
from .reuse import reused_sentences as reused_sentences
from .shared_passages import aligned_passages as aligned_passages
from .smoothing import plan_period as plan_period
from .smoothing import plan_ranks as plan_ranks
from .smoothing import smoothed_trends as smoothed_trends
from .standing_apart import against_others as against_others
from .tf_idf_of_reports import TfIdfWeights as TfIdfWeights
from .tf_idf_of_reports import corpus_idf as corpus_idf
from .turning_years import turning_points as turning_points
from .two_reports import TwoReports as TwoReports
from .two_reports import areas_of_two as areas_of_two
from .two_reports import compare_reports as compare_reports
from .two_reports import targets_of_two as targets_of_two
from .two_reports_labels import figure_caption as figure_caption
from .two_reports_sentences import report_label as report_label
from .two_reports_sentences import two_names as two_names
from .two_reports_sentences import two_summary as two_summary
from .word_vectors import ppmi_vectors as ppmi_vectors
from .years import area_trends as area_trends
from .years import neighbour_divergence as neighbour_divergence
from .years import term_histories as term_histories

__all__ = [
    "Reference",
    "TfIdfWeights",
    "TwoReports",
    "against_each",
    "against_others",
    "aligned_passages",
    "area_trends",
    "areas_by_side",
    "areas_of_two",
    "compare_reports",
    "content_words",
    "corpus_idf",
    "figure_caption",
    "first_said",
    "histories_by_year",
    "keyness_against_nation",
    "likeness_panel",
    "national_reference",
    "nearest_year",
    "neighbour_divergence",
    "own_series",
    "pair_profiles",
    "part_lengths",
    "passages_of",
    "plan_period",
    "plan_ranks",
    "ppmi_vectors",
    "rates_in_nation",
    "recipe_in_nation",
    "recounted",
    "report_label",
    "report_lengths",
    "reuse_share",
    "reused_from",
    "reused_sentences",
    "similarity",
    "smoothed_trends",
    "targets_of_two",
    "term_histories",
    "terms_against_nation",
    "turning_points",
    "two_names",
    "two_summary",
    "with_level_above",
    "with_passages",
    "word_rates",
]
