from .coding_effort import how_many_to_code as how_many_to_code
from .correction import design_based as design_based
from .inference import Inference as Inference
from .moment_conditions import Specification as Specification
from .permutation import adjust_p as adjust_p
from .permutation import permutation_p as permutation_p
from .proportions import katz_interval as katz_interval
from .proportions import newcombe_interval as newcombe_interval
from .proportions import wilson_interval as wilson_interval
from .recovered_intervals import combined_limits as combined_limits
from .recovered_intervals import recovered_p as recovered_p
from .shares import Interval as Interval
from .shares import compare_shares as compare_shares
from .shares import share_interval as share_interval
from .shares import share_intervals as share_intervals
from .stratified import stratified_share as stratified_share

__all__ = [
    "Inference",
    "Interval",
    "Specification",
    "adjust_p",
    "combined_limits",
    "compare_shares",
    "design_based",
    "how_many_to_code",
    "katz_interval",
    "newcombe_interval",
    "permutation_p",
    "recovered_p",
    "share_interval",
    "share_intervals",
    "stratified_share",
    "wilson_interval",
]
