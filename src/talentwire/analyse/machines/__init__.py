"""Clusters and sites: who has how many accelerators and how much power, where, since when, and for how many people."""

from talentwire.analyse.machines.question import machines

__all__ = ["machines"]
