"""When an item was reviewed and when it is due again; derived, never typed in."""

from __future__ import annotations

from datetime import date

from macros.model import Policy


def due(policy: Policy) -> date:
    """The day by which a policy must be reviewed again: its months after the last review, on the month's first day or the same day."""
    months = policy.reviewed_on.month - 1 + policy.review_months
    return policy.reviewed_on.replace(
        year=policy.reviewed_on.year + months // 12, month=months % 12 + 1, day=min(policy.reviewed_on.day, 28)
    )


def overdue(policy: Policy, day: date) -> bool:
    """Whether the review is late on a day."""
    return day > due(policy)
