"""Why the operating system refused something, in the language in use: its own words are English or its user's."""

from __future__ import annotations

import errno

from okqual.messages import message

_KNOWN = {
    errno.EACCES: "rights",
    errno.EPERM: "rights",
    errno.EROFS: "read_only",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOENT: "missing",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
    errno.EIO: "disk",
    errno.ENOSPC: "full",
}


def reason_of(error: OSError) -> str:
    """A few words for a parenthesis; the system's own for what has no words here."""
    known = _KNOWN.get(error.errno or 0)
    if known is None:
        return error.strerror or type(error).__name__
    return message(f"errors.reason.{known}")
