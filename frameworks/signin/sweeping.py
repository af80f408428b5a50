"""What the worker tidies and tells for signing in; nothing waits for it, every limit holds without."""

from frameworks.signin import activation, ending, factors, kept, locking, tokens


def sweep() -> dict[str, int]:
    """End sessions nobody came back to, destroy forms nobody asked for, drop what is long past, tell of locks.

    Returns:
        How many of each; safe to run as often as one likes, and at the same time elsewhere.
    """
    return {
        "locks_told": locking.tell(),
        "sessions": ending.sweep(),
        "kept_forms": kept.purge(),
        "attempts": locking.forget(),
        "codes": factors.forget_codes(),
        "activations": activation.forget(),
        "tokens": tokens.forget(),
    }
