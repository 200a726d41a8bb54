from .lists import PolicyTerm as PolicyTerm
from .lists import english_terms as english_terms
from .lists import policy_areas as policy_areas
from .lists import policy_terms as policy_terms
from .lists import premiers as premiers
from .lists import stop_words as stop_words

__all__ = ["PolicyTerm", "english_terms", "policy_areas", "policy_terms", "premiers", "stop_words"]
