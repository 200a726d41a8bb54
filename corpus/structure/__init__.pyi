from .metadata import Metadata as Metadata
from .outline import Heading as Heading
from .regions import Place as Place
from .regions import find_place as find_place
from .regions import place_of_code as place_of_code

__all__ = ["Heading", "Metadata", "Place", "find_place", "place_of_code"]
