"""Renderers: each a function of a result alone."""
