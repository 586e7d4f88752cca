"""Python's garbage collector in a server that a thousand sockets listen to.

A full collection looks at every object there is while everybody waits: 150 ms with a thousand sockets, and it came
every half minute because of what each event makes for a moment. What is garbage without a cycle goes at once anyhow.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 10_000
"""So many more than before make the collector look, instead of 700: one event for a thousand sockets makes fewer."""


def settle() -> None:
    """Once all is there that is needed from the start to the end: it is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
