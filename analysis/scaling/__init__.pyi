from .by_reference_texts import term_scores as term_scores
from .by_reference_texts import wordscores as wordscores
from .by_section import clustered_errors as clustered_errors
from .by_seed_words import DIRECTIVE_SEEDS as DIRECTIVE_SEEDS
from .by_seed_words import LatentFit as LatentFit
from .by_seed_words import latent_semantic as latent_semantic
from .by_words_alone import ScalingFit as ScalingFit
from .by_words_alone import wordfish as wordfish
from .confounds import against as against

__all__ = [
    "DIRECTIVE_SEEDS",
    "LatentFit",
    "ScalingFit",
    "against",
    "clustered_errors",
    "latent_semantic",
    "term_scores",
    "wordfish",
    "wordscores",
]
