"""The folder for temporary files, which PyTorch and Gradio look for when they are imported."""

import tempfile

from corpus.errors import BadSetting


def check_temporary_folder() -> None:
    """Raise BadSetting if no folder for temporary files can be written."""
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        raise BadSetting(
            "No folder for temporary files can be written. Set TMPDIR to a folder that can be "
            "written, then try again"
        ) from None
