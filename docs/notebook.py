"""Run the cells of a notebook in this process, and write what they print and show. ``make docs`` does it.

No kernel is needed: the cells are plain Python over the example ledger. A cell shows what it prints, the value of its
last expression, and the figures that it drew.
"""

import ast
import base64
import contextlib
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]
_STYLE: Final = re.compile(r'<style.*?</style>\n?| border="1" class="dataframe"', re.DOTALL)


def run(text: str, folder: Path) -> str:
    """A notebook with its cells as they come out in a folder that holds a ledger.

    Args:
        text: the notebook, as JSON.
        folder: where the cells run.

    """
    notebook: Json = json.loads(text)
    names: Json = {"__name__": "__main__"}
    with _in(folder):
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for number, cell in enumerate(code, 1):
            cell["execution_count"] = number
            cell["outputs"] = list(_outputs("".join(cell["source"]), names, number))
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _outputs(source: str, names: Json, number: int) -> Iterator[Json]:
    tree = ast.parse(source, f"cell {number}")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)  # noqa: S102 - our own cells
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)  # noqa: S307
    if printed.getvalue():
        yield {"output_type": "stream", "name": "stdout", "text": printed.getvalue().splitlines(keepends=True)}
    figures = list(_figures())
    if value is not None and not figures:
        yield {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": _shown(value)}
    yield from figures


def _shown(value: Any) -> Json:
    data = {"text/plain": repr(value).splitlines(keepends=True)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = _STYLE.sub("", value._repr_html_()).splitlines(keepends=True)
    return data


def _figures() -> Iterator[Json]:
    from matplotlib import pyplot

    for number in pyplot.get_fignums():
        out = io.BytesIO()
        pyplot.figure(number).savefig(out, format="png", dpi=80, bbox_inches="tight", metadata={"Software": None})
        data = {"image/png": base64.b64encode(out.getvalue()).decode()}
        yield {"output_type": "display_data", "metadata": {}, "data": data}
    pyplot.close("all")


def markdown(text: str) -> str:
    """A notebook as a page: its words, its code, and what the cells show."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        parts += [_block(one) for one in cell.get("outputs", ())]
    return "\n\n".join(parts) + "\n"


def _block(output: Json) -> str:
    data = output.get("data", {})
    if "image/png" in data:
        return f'<img alt="the picture that the cell draws" src="data:image/png;base64,{data["image/png"]}">'
    if "text/html" in data:
        return f'<div class="md-typeset__table">\n{"".join(data["text/html"])}\n</div>'
    return f"```text\n{''.join(output.get('text') or data['text/plain']).rstrip()}\n```"


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    before, backend = Path.cwd(), os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.pop("MPLBACKEND")
        if backend:
            os.environ["MPLBACKEND"] = backend
