"""Starts a program that can do no harm: limits first, no network, then it becomes the program.

Run as a file of its own, `limited.py MEMORY SECONDS OUTPUT PROGRAM ARGUMENT…`, so that it needs
nothing of the site: what stands above it in the tree is not even imported.
"""

import ctypes
import os
import resource
import sys

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of Linux' unshare()


def main() -> None:
    """Set the limits and become the program."""
    memory, seconds, output, *program = sys.argv[1:]
    for kind, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_FSIZE, int(output)),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    _leave_the_network()
    os.execv(program[0], program)  # noqa: S606 - no shell is what is wanted


def _leave_the_network() -> None:
    """Go where there is no network, as far as the system lets this process.

    Root may at once, others in a world of their own; a container may refuse both. No program that
    is started here is asked to fetch anything: this holds one that a file has taken over.
    """
    try:
        unshare = ctypes.CDLL(None).unshare
    except (OSError, AttributeError):
        return
    if unshare(_NEW_NETWORK):
        unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    main()
