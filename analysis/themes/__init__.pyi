from .communities import modularity as modularity
from .evolution import theme_evolution as theme_evolution
from .grouping import Grouping as Grouping
from .grouping import themes as themes
from .links import coword_links as coword_links
from .periods import themes_by_period as themes_by_period
from .settings import themes_by_setting as themes_by_setting
from .shares import theme_shares as theme_shares
from .strategy import strategic_map as strategic_map

__all__ = [
    "Grouping",
    "coword_links",
    "modularity",
    "strategic_map",
    "theme_evolution",
    "theme_shares",
    "themes",
    "themes_by_period",
    "themes_by_setting",
]
