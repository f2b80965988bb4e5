"""Writes TOML, which Python's own tomllib only reads: strings, numbers, truth values, lists, tables
and lists of tables, enough for sekimori.toml.

    toml.dumps({"milter": {"children": 2}}) == "[milter]\\nchildren = 2\\n"
"""

import json


def dumps(document):
    """A document whose top level holds tables and lists of tables."""
    text = []
    for name, value in document.items():
        for table in value if isinstance(value, list) else [value]:
            text.append(f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
            text += [f"{key} = {_value(item)}" for key, item in table.items()]
    return "\n".join(text) + "\n"


def _value(item):
    if isinstance(item, (bool, int, float, str)):
        return json.dumps(item, ensure_ascii=False)   # a JSON string is a TOML basic string
    if isinstance(item, list):
        return "[" + ", ".join(_value(element) for element in item) + "]"
    raise TypeError(f"no TOML for {item!r}")
