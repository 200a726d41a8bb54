from .files import merge_keys as merge_keys
from .files import write_panel as write_panel
from .table import attention_panel as attention_panel
from .table import panel_notices as panel_notices
from .table import variant_name as variant_name

__all__ = ["attention_panel", "merge_keys", "panel_notices", "variant_name", "write_panel"]
