"""Facts as whole sentences in English, German and French, with how far each has come said in it."""

from talentwire.analyse.sentences.sentence import denial, plain_clause, sentence

__all__ = ["denial", "plain_clause", "sentence"]
