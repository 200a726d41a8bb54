from .change import rising_and_falling as rising_and_falling
from .choosing import chosen_number as chosen_number
from .choosing import possible_numbers as possible_numbers
from .choosing import spaced_units as spaced_units
from .choosing import topic_names as topic_names
from .intrusion import score_intrusion as score_intrusion
from .intrusion import topic_intrusion as topic_intrusion
from .intrusion import word_intrusion as word_intrusion
from .intrusion import write_intrusion_sheet as write_intrusion_sheet
from .model import TopicFit as TopicFit
from .model import fit_topics as fit_topics
from .model import held_out_score as held_out_score
from .model import transform as transform
from .model import unit_shares as unit_shares
from .overlap import topic_overlaps as topic_overlaps
from .prevalence import topic_prevalence as topic_prevalence
from .quality import choose_n_topics as choose_n_topics
from .quality import coherence as coherence
from .quality import describe_topics as describe_topics
from .quality import proposed_labels as proposed_labels
from .units import merged_units as merged_units

__all__ = [
    "TopicFit",
    "choose_n_topics",
    "chosen_number",
    "coherence",
    "describe_topics",
    "fit_topics",
    "held_out_score",
    "merged_units",
    "possible_numbers",
    "proposed_labels",
    "rising_and_falling",
    "score_intrusion",
    "spaced_units",
    "topic_intrusion",
    "topic_names",
    "topic_overlaps",
    "topic_prevalence",
    "transform",
    "unit_shares",
    "word_intrusion",
    "write_intrusion_sheet",
]
