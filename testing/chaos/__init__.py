"""Pulling plugs: a batch of films goes through the real program while its parts are killed at chosen moments.

``films`` makes the batch, ``subjects`` is the program in either way of running, ``accidents`` says what dies when,
``judgement`` looks at what is left, ``run`` puts them together. ``make chaos`` runs many of them.
"""
