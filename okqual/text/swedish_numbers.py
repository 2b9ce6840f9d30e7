"""Swedish personal identity numbers and phone numbers in a folded text (one kind of space and dash)."""

from __future__ import annotations

import re
from collections.abc import Iterator

Found = tuple[int, int, str]
"""(start, end, the number in one form)."""

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COORDINATION = 60
"""Added to the day of birth in a coordination number (samordningsnummer)."""
_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:18|19|20) ?)?"
    r"(?:(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2}) ?[-+]? ?"
    r"|(?P<year_>[0-9]{2})[- ](?P<month_>[0-9]{2})[- ](?P<day_>[0-9]{2}) ?[-+] ?)"
    r"(?P<last>[0-9]{4})(?![0-9])"
)
_MOBILE = ("70", "72", "73", "74", "76", "79")
_CODES = "10 11 13 16 18 19 20 21 23 26 31 33 35 36 40 42 44 46 54 60 63 71 75 77 78 90"
_TWO_DIGITS = frozenset(_CODES.split())
"""Codes after the 0 that have two digits; Stockholm's has one, the others three."""
_SHORTEST, _LONGEST = 7, 9
"""Digits of a number with its code, without the 0."""
_PHONE = re.compile(
    r"(?P<lead>(?:\+ ?|(?<![^\W_])00 ?)46(?: |-| ?\(0\)[ -]?)?|(?<![^\W_])(?:\((?=0[0-9]{1,3}\)))?0)"
    r"(?P<number>[1-9][0-9]{0,8}(?![0-9])(?:(?:\) ?-? ?|[-/ ]| - )[0-9]{2,9}(?![0-9]))?"
    r"(?:[- ][0-9]{2,9}(?![0-9])){0,5})"
)
_GROUP_ENDS = re.compile(r"(?<=[0-9])(?![0-9])")
_DATE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])([-/ ])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}(?![0-9])")
_INSIDE = re.compile(r"[0-9][-/.,:]\Z")
_AFTER_DIGIT = re.compile(r"[0-9] \Z")
_OF_A_YEAR = re.compile(r"/(?:19|20)[0-9]{2}(?![0-9])|[^\W_]")


def personal_numbers(text: str) -> Iterator[Found]:
    """Personal identity and coordination numbers with 10 or 12 digits whose day exists and whose check digit is right.

    The form they are given in has ten digits; a person who is written with and without century is one.
    """
    found = _NUMBER.search(text)
    while found is not None:
        year, month, day = (found[name] or found[f"{name}_"] for name in ("year", "month", "day"))
        digits = f"{year}{month}{day}{found['last']}"
        right = _is_day(int(month), int(day)) and check_digit_is_right(digits)
        if right:
            yield *found.span(), f"{digits[:6]}-{digits[6:]}"
        found = _NUMBER.search(text, found.end() if right else found.start() + 1)


def check_digit_is_right(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the nine before it.

    Modulus 10 with the weights 2 and 1 in turn (the Luhn method), as the Swedish Tax Agency describes it in its
    brochure on personal identity numbers (SKV 704).
    """
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return total % 10 == 0


def _is_day(month: int, day: int) -> bool:
    real = day - _COORDINATION if day > _COORDINATION else day
    return 1 <= month <= 12 and 1 <= real <= _DAYS[month - 1]


def phone_numbers(text: str) -> Iterator[Found]:
    """Phone numbers written in the Swedish way (``070-123 45 67``, ``08-12 34 56``) or with ``+46`` or ``0046``.

    Lengths and codes as in the Swedish numbering plan of the Post and Telecom Authority. Dates, times,
    amounts and diary numbers that begin with 0 have their separators elsewhere and are none.
    """
    after = 0
    found = _PHONE.search(text)
    while found is not None:
        length = _length(found["number"])
        end = found.start("number") + length
        before = text[max(after, found.start() - 2) : found.start()]
        if length and _is_phone(found, length, before) and not _OF_A_YEAR.match(text, end):
            yield found.start(), end, "0" + _digits(found["number"][:length])
            after = end
        found = _PHONE.search(text, max(after, found.start() + 1))


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isdigit())


def _length(written: str) -> int:
    """Characters of as many groups of digits as one number can have; 0 where they are too few or too many."""
    ends = [found.start() for found in _GROUP_ENDS.finditer(written)]
    return max((end for end in ends if _SHORTEST <= len(_digits(written[:end])) <= _LONGEST), default=0)


def _is_phone(found: re.Match[str], length: int, before: str) -> bool:
    number, lead = found["number"][:length], found["lead"]
    if lead.startswith("+"):
        return True
    if _INSIDE.search(before):
        return False
    if lead.startswith("00"):
        return True
    amount = _AFTER_DIGIT.search(before) is not None and all(len(group) == 3 for group in f"0{number}".split(" "))
    return _fits(number) and not amount and not _DATE.match(f"0{number}")


def _fits(number: str) -> bool:
    """Whether code and number have lengths that exist, with the first separator after the code."""
    digits = _digits(number)
    mobile = digits.startswith(_MOBILE)
    code = 1 if digits.startswith("8") else 2 if mobile or digits[:2] in _TWO_DIGITS else 3
    first = next((at for at, sign in enumerate(number) if not sign.isdigit()), 0)
    # "0701-23 45 67" is written as often as "070-123 45 67".
    separated = first in ({0, code, code + 1} if mobile else {0, code})
    return separated and len(digits) >= code + 5 and (mobile or digits[code] != "0")
