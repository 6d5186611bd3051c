"""Trying the law: cases in YAML sentences, and what of each version they would notice."""
