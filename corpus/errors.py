"""Everything that can go wrong in a way the user can act on.

PilcrowError
├── UnsupportedFormat   no reader for this kind of file
├── UnreadableReport    the file was opened, but no numbered paragraphs could be taken from it
├── UnknownSymbol       neither the file name, the text nor a flag says which document this is
├── NoSuchReport        no report in the library is what was asked for
├── LibraryMissing      nothing has been built at this place
├── LibraryDamaged      a file of the build is missing or not what was written
├── LibraryMismatch     built with another model, or by another version
├── LibraryBusy         another process is building here
├── LibraryUnwritable   the disk is full, or files cannot be written here
├── LibraryEmpty        a build would hold no report
├── EngineUnreachable   the engine that holds the library does not answer
├── NotInstalled        what was asked for needs an extra that is not installed
├── ModelMissing        the model is not installed, or there is none of that name
├── ModelDamaged        the model's file is not the one that was published
├── BadQuestion         empty, or too long to be a question
├── BadQuestionFile     a file of questions that cannot be read
├── BadSetting          a setting in the environment is not what it should be
└── PortInUse           another program listens where the page should be
"""


class PilcrowError(Exception):
    """Base class. The message is written for the user and shown to them as it is."""


class UnsupportedFormat(PilcrowError):
    """No reader handles this kind of file."""


class UnreadableReport(PilcrowError):
    """The file was opened, but no whole run of numbered paragraphs could be taken from it."""


class UnknownSymbol(PilcrowError):
    """Neither the file name, the text nor a flag says which document this is."""


class NoSuchReport(PilcrowError):
    """No report in the library is what was asked for."""


class LibraryMissing(PilcrowError):
    """Nothing has been built at this place."""


class LibraryDamaged(PilcrowError):
    """A file of the build is missing or is not what was written."""


class LibraryMismatch(PilcrowError):
    """The library was built with another model or by another version."""


class LibraryBusy(PilcrowError):
    """Another process is building at this place."""


class LibraryUnwritable(PilcrowError):
    """The disk is full, or this is no place where files can be written."""


class LibraryEmpty(PilcrowError):
    """A build would hold no report."""


class EngineUnreachable(PilcrowError):
    """The engine that holds the library does not answer, or refuses."""


class NotInstalled(PilcrowError):
    """What was asked for needs an extra that is not installed."""


class ModelMissing(PilcrowError):
    """The model is not installed, or there is none of that name."""


class ModelDamaged(PilcrowError):
    """The model's file is not the one that was published."""


class BadQuestion(PilcrowError):
    """The question is empty, or too long to be one."""


class BadQuestionFile(PilcrowError):
    """A file of questions, or a line in it, cannot be read."""


class BadSetting(PilcrowError):
    """A setting in the environment is not what it should be."""


class PortInUse(PilcrowError):
    """Another program listens where the page should be."""
