"""What can go wrong between Jupyter and the back-end process."""


class InsarError(Exception):
    """Base of all errors of this package."""


class NodeNotFoundError(InsarError):
    """There is no Node.js that can run the back-end."""


class BackendNotRunningError(InsarError):
    """The back-end process has not been started, or its address is not known here."""
