"""The REST reference as a page, from the OpenAPI document that the server gives."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.assembling import assemble

Json = Mapping[str, Any]
_HEAD: Final = """# REST

What the server answers under `/api/v1`, from its own description (`/api/v1/openapi.json`, OpenAPI 3.1). How lists,
cursors, ETags and errors work is told in [the guide](server.md#for-programs-apiv1).
"""


def page() -> str:
    """The page."""
    described: Json = assemble(lambda: Talentwire(Config())).openapi()
    return "\n".join([_HEAD, *_addresses(described), "\n## Forms\n", *_forms(described)]) + "\n"


def _addresses(described: Json) -> Iterator[str]:
    seen = ""
    for address, verbs in described["paths"].items():
        for verb, one in verbs.items():
            group = (one.get("tags") or ["server"])[0]
            if group != seen:
                seen = group
                yield f"\n## {group.capitalize()}"
            yield f"\n### `{verb.upper()} {address}`\n\n{_plain(one.get('description') or one.get('summary', ''))}\n"
            yield from _parameters(one.get("parameters", ()))
            yield from _body(one.get("requestBody"))
            yield from _answers(one.get("responses", {}))


def _parameters(parameters: Any) -> Iterator[str]:
    if parameters:
        yield "| parameter | in | type | what |\n|---|---|---|---|"
    for one in parameters:
        name = f"`{one['name']}`{' *' if one.get('required') else ''}"
        schema = one.get("schema", {})
        given = one.get("description") or schema.get("description") or ""
        example = next(iter(schema.get("examples") or one.get("examples") or ()), None)
        shown = f"; for example `{_cell(example)}`" if isinstance(example, str | int) else ""
        yield f"| {name} | {one['in']} | {_type(schema)} | {_cell(given)}{shown} |"


def _body(body: Json | None) -> Iterator[str]:
    for media, held in (body or {}).get("content", {}).items():
        yield f"\nTakes {_type(held.get('schema', {}))} (`{media}`)."


def _answers(answers: Json) -> Iterator[str]:
    rows = []
    for code, one in answers.items():
        forms = [f"{_type(held.get('schema', {}))} (`{media}`)" for media, held in one.get("content", {}).items()]
        rows.append(f"| {code} | {_cell(one.get('description', ''))} | {'<br>'.join(forms)} |")
    if rows:
        yield "\n| answer | when | what |\n|---|---|---|\n" + "\n".join(rows)


def _forms(described: Json) -> Iterator[str]:
    for name, schema in sorted(described.get("components", {}).get("schemas", {}).items()):
        yield f"\n### {name}\n\n{_plain(schema.get('description', ''))}\n"
        if held := schema.get("properties"):
            yield "| field | type | what |\n|---|---|---|"
            needed = schema.get("required", ())
            for field, one in held.items():
                star = " *" if field in needed else ""
                yield f"| `{field}`{star} | {_type(one)} | {_cell(one.get('description', ''))} |"
        elif "enum" in schema:
            yield "One of " + ", ".join(f"`{one}`" for one in schema["enum"]) + "."


def _type(schema: Json) -> str:
    if ref := schema.get("$ref"):
        name = ref.rpartition("/")[2]
        return f"[{name}](#{_anchor(name)})"
    for either in ("anyOf", "oneOf", "allOf"):
        if schema.get(either):
            return " or ".join(dict.fromkeys(_type(one) for one in schema[either]))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "any"))


def _anchor(name: str) -> str:
    kept = "".join(letter for letter in name.lower() if letter.isalnum() or letter in " _-")
    return kept.strip().replace(" ", "-")


def _plain(text: str) -> str:
    return text.strip().replace("<", "&lt;")


def _cell(text: object) -> str:
    return " ".join(_plain(str(text)).split()).replace("|", r"\|")
