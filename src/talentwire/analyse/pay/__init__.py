"""The price of people: what they are paid and offered, and what is paid per head when a company is bought."""

from talentwire.analyse.pay.question import pay

__all__ = ["pay"]
