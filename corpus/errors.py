"""The errors that a user can act on.

PilcrowError
├── UnsupportedFormat   no reader supports the format of the file
├── UnreadableReport    the file is damaged, or it has no reliable numbered paragraphs
├── UnknownSymbol       no option, text or file name gives the document's symbol
├── NoSuchReport        no report in the library matches the request
├── LibraryMissing      the library folder or server holds no build
├── LibraryDamaged      a file of the build is missing or has changed
├── LibraryMismatch     the library was built with another model or another version
├── LibraryBusy         another process is building the same library
├── LibraryUnwritable   the disk is full, or the folder cannot be written
├── LibraryEmpty        the build would contain no report
├── EngineUnreachable   the engine that holds the library does not answer
├── NotInstalled        the requested feature needs an extra that is not installed
├── ModelMissing        the model is not installed, or no model has this name
├── ModelDamaged        the model's file differs from the published file
├── BadQuestion         the question is empty or too long, or has arguments of the wrong type
│   └── BadDraft        the draft is empty or too long
├── BadQuestionFile     a file of questions cannot be read
├── BadBrief            a file is no brief that the page has saved, or is damaged
├── BadSetting          an environment setting has an invalid value
└── PortInUse           another program listens on the port of the web page
"""


class PilcrowError(Exception):
    """Base class. The message is written for the user and is displayed unchanged."""


class UnsupportedFormat(PilcrowError):
    """No reader supports the format of the file."""


class UnreadableReport(PilcrowError):
    """The file is damaged, or no reliable numbered paragraphs were found in the file."""


class UnknownSymbol(PilcrowError):
    """Neither an option, nor the text, nor the file name gives the document's symbol."""


class NoSuchReport(PilcrowError):
    """No report in the library matches the request."""


class LibraryMissing(PilcrowError):
    """The library folder or server holds no build."""


class LibraryDamaged(PilcrowError):
    """A file of the build is missing, or its content has changed since the build was written."""


class LibraryMismatch(PilcrowError):
    """The library was built with another model or by another version of Pilcrow."""


class LibraryBusy(PilcrowError):
    """Another process is building the same library."""


class LibraryUnwritable(PilcrowError):
    """The disk is full, or files cannot be written to the library's folder."""


class LibraryEmpty(PilcrowError):
    """The build would contain no report."""


class EngineUnreachable(PilcrowError):
    """The engine that holds the library does not answer, or it refuses the connection."""


class NotInstalled(PilcrowError):
    """The requested feature needs an extra that is not installed."""


class ModelMissing(PilcrowError):
    """The model is not installed, or no model has this name."""


class ModelDamaged(PilcrowError):
    """The model's file differs from the published file."""


class BadQuestion(PilcrowError):
    """The question is empty or too long, or it is asked with arguments of the wrong type."""


class BadDraft(BadQuestion):
    """The draft whose quotations are to be checked is empty or too long."""


class BadQuestionFile(PilcrowError):
    """A file of questions, or a line in the file, cannot be read."""


class BadBrief(PilcrowError):
    """A file is no brief that the page has saved, or it is damaged."""


class BadSetting(PilcrowError):
    """A setting in the environment has an invalid value."""


class PortInUse(PilcrowError):
    """Another program listens on the port that the web page needs."""
