"""Pictures of answers: what ``analyse/answers/picture.py`` describes, drawn with matplotlib, which is an extra."""

from talentwire.serve.pictures.drawing import drawn

__all__ = ["drawn"]
