"""Why JupyterLite can't be built, in a sentence."""


class LiteError(Exception):
    """Something that the build needs is not there; the message says what, and what to do."""
