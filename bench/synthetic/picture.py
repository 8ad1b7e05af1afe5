"""The error of what the ledger answers as coverage and noise change, in four small pictures."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from synthetic.grid import Row, means

_PANELS: Final = (
    ("Moves from house to house\nthat are believed and are so (precision)", "route_precision"),
    ("Moves that are so\nand are believed (recall)", "move_recall"),
    ("Order of the routes\n(Kendall’s τ with the truth)", "flow_tau"),
    ("Staying two years:\nthe ledger’s share minus the true one", "stay_off"),
)
_STYLES: Final = {"true claims": "-", "builtin": "--"}
_COLOURS: Final = ("#2850a0", "#965f00", "#b02030", "#1e6e3c")


def draw(rows: Iterable[Row], path: Path) -> None:
    """Draw the figures that were measured."""
    from matplotlib.figure import Figure

    met = means(rows)
    noises = sorted({noise for _, _, noise in met})
    figure = Figure(figsize=(9.6, 6.4), layout="constrained")
    for axes, (title, name) in zip(figure.subplots(2, 2).flat, _PANELS, strict=True):
        for reader, style in _STYLES.items():
            for noise, colour in zip(noises, _COLOURS, strict=False):
                line = sorted(
                    (key[1], value) for key, row in met.items()
                    if key[0] == reader and key[2] == noise and (value := _value(row, name)) is not None
                )  # fmt: skip
                if line:
                    label = f"{'perfect reading' if style == '-' else 'built-in reader'}, noise {noise:g}"
                    axes.plot(*zip(*line, strict=True), style, color=colour, marker="o", markersize=3.5, label=label)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("coverage")
        axes.set_xlim(0, 1.02)
        axes.grid(alpha=0.25)
        if name == "stay_off":
            axes.axhline(0, color="#5a5e6a", linewidth=0.8)
        else:
            axes.set_ylim(0, 1.02)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=max(2, len(noises)), fontsize=8, frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _value(row: dict[str, Any], name: str) -> float | None:
    if name != "stay_off":
        return row.get(name)
    return row["stay"] - row["stay_true"] if row.get("stay") is not None else None
