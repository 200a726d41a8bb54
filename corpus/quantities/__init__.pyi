from .table import find_quantities as find_quantities

__all__ = ["find_quantities"]
