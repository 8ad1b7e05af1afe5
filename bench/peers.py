"""What others read the same texts with, for comparing speed: a spaCy pipeline, and an encoder of GLiNER2's size.

Both have random weights: how fast a model is does not depend on what it has learnt. Neither is a dependency of the
project; ``make peers`` installs them into the project's environment.
"""

from collections.abc import Callable, Sequence
from typing import Any

Reader = Callable[[], object]

LAYERS, WIDTH, HEADS, VOCABULARY, WINDOW = 12, 768, 12, 128_000, 512
"""A base-size DeBERTa-v3, the encoder of GLiNER2 (205 million weights; arxiv.org/abs/2507.18546)."""
PIECES_PER_WORD = 1.4
"""Word pieces a word, about what multilingual tokenisers give on news."""
LABELS = ("PER", "ORG", "LOC", "MISC")


def spacy_pipeline(texts: Sequence[str]) -> Reader | None:
    """Tagger, parser and names over one shared CNN, as in spaCy's small models; None where spaCy is not installed."""
    try:
        import spacy
        from spacy.training import Example
    except ImportError:
        return None
    pipeline: Any = spacy.blank("xx")
    pipeline.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    pipeline.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "tok2vec": listener}
    shape = {"extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None}
    pipeline.add_pipe("parser", config={"model": {**parser, **shape}})
    pipeline.add_pipe("ner", config={"model": {**parser, **shape, "state_type": "ner", "extra_state_tokens": True}})
    sample = {"words": ["Ann", "left"], "tags": ["N", "V"], "heads": [1, 1], "deps": ["nsubj", "ROOT"]}
    examples = [
        Example.from_dict(
            pipeline.make_doc("Ann left"), {**sample, "entities": [(0, 3, label)], "spaces": [True, False]}
        )
        for label in LABELS
    ]
    pipeline.initialize(lambda: examples)
    return lambda: [len(document.ents) for document in pipeline.pipe(texts)]


def encoder(texts: Sequence[str]) -> Reader | None:
    """A transformer encoder of base size over every text in windows; None where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, batch_first=True)
    model = torch.nn.Sequential(
        torch.nn.Embedding(VOCABULARY, WIDTH), torch.nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
    ).eval()
    lengths = [int(len(text.split()) * PIECES_PER_WORD) + 1 for text in texts]
    windows = [min(WINDOW, length - at) for length in lengths for at in range(0, length, WINDOW)]

    def read() -> float:
        with torch.inference_mode():
            return sum(float(model(torch.randint(VOCABULARY, (1, size))).mean()) for size in windows)

    return read
