from .files import merge_keys as merge_keys
from .files import write_panel as write_panel
from .measures import MeasurePanel as MeasurePanel
from .measures import measure_panel as measure_panel
from .measures import write_measures as write_measures
from .table import attention_panel as attention_panel
from .table import panel_notices as panel_notices
from .table import variant_name as variant_name

__all__ = [
    "MeasurePanel",
    "attention_panel",
    "measure_panel",
    "merge_keys",
    "panel_notices",
    "variant_name",
    "write_measures",
    "write_panel",
]
