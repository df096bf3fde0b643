"""Dates as the sources give them: to the day, the month or the year."""

from __future__ import annotations

import calendar
import os
import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """A date in ISO form, shortened where the day or the month is not known: 2018-10-01, 2017-02, 1990."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            parse_partial, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    @property
    def parts(self) -> tuple[int, int | None, int | None]:
        """Year, month, day; None for what is not known."""
        year, month, day = PATTERN.fullmatch(self).groups()  # type: ignore[union-attr]
        return int(year), int(month) if month else None, int(day) if day else None

    @property
    def first(self) -> date:
        """The first day it can mean."""
        year, month, day = self.parts
        return date(year, month or 1, day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        year, month, day = self.parts
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    @property
    def chinese(self) -> str:
        """As 公文 write it (GB/T 9704—2012, 7.3.5.4: Arabic numerals, no leading zero): 2018年10月1日."""
        year, month, day = self.parts
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def build_day() -> date:
    """The day that derived facts are told for: that of SOURCE_DATE_EPOCH where a build must be repeatable, else today.

    The variable is the reproducible-builds.org convention; its second is read as Beijing time, whatever the machine's zone.
    Raises ValueError where the variable is not a number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return day_of(int(epoch)) if epoch else date.today()


def day_of(epoch: int) -> date:
    """The day in Beijing of a second since 1970."""
    return (datetime.fromtimestamp(epoch, UTC) + timedelta(hours=8)).date()


def chinese_date(day: date) -> str:
    """2018-10-01 as 2018年10月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_partial(value: Any) -> PartialDate:
    """A date to the day, month or year from its text; raises a Pydantic error that names it."""
    text = str(value)
    if not PATTERN.fullmatch(text):
        raise PydanticCustomError("date_format", "日期“{value}”的写法不对", {"value": text})
    result = PartialDate(text)
    try:
        result.last  # noqa: B018  (an impossible day raises here)
        result.first  # noqa: B018
    except ValueError:
        raise PydanticCustomError("date_impossible", "没有“{value}”这一天", {"value": text}) from None
    return result


def _parse_day(value: Any) -> date:
    result = parse_partial(value)
    if result.parts[2] is None:
        raise PydanticCustomError("date_format", "日期“{value}”要写到日", {"value": str(value)})
    return result.first


Day = Annotated[date, BeforeValidator(_parse_day)]
