"""What holds for all tests."""

from __future__ import annotations

import signal

# A shell that starts the tests in the background makes them ignore Ctrl-C, and every program they start inherits that.
signal.signal(signal.SIGINT, signal.default_int_handler)
# So does nohup with the end of the terminal. The tests go on without one; what they start begins with the default.
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)
