"""What tests of pages take: texts that would do something, and the data a page holds."""

import json
import re

NASTY = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\u2028\u2029",
    "&lt;",
    "=1+1",
    "\\input{x}",
    "\u202eabc",
    "'\"`",
]


def data_of(text: str) -> object:
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])
