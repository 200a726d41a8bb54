from .of_corpus import read_ratios as read_ratios
from .of_corpus import read_variants as read_variants
from .segmentations import SegmentationComparison as SegmentationComparison
from .segmentations import compare_segmentations as compare_segmentations
from .segmentations import spoken_passages as spoken_passages
from .segmentations import usual_settings as usual_settings
from .specifications import DEFAULT as DEFAULT
from .specifications import measure_variants as measure_variants
from .specifications import published_recipe as published_recipe
from .specifications import rank_agreement as rank_agreement
from .specifications import ratio_variants as ratio_variants

__all__ = [
    "DEFAULT",
    "SegmentationComparison",
    "compare_segmentations",
    "measure_variants",
    "published_recipe",
    "rank_agreement",
    "ratio_variants",
    "read_ratios",
    "read_variants",
    "spoken_passages",
    "usual_settings",
]
