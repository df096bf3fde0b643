"""privacy/: what identifies a person or a real unit, and what a draft must not let out; in one's own draft only the worst of it."""

from __future__ import annotations

from macros.checks.cases import Rule
from macros.checks.privacy import numbers, people, places, secrets

RULES: tuple[Rule, ...] = (
    numbers.id_number,
    numbers.phone,
    numbers.bank_card,
    numbers.plate,
    numbers.email,
    places.address,
    places.real_place,
    people.surname_office,
    people.name,
    secrets.informant,
    secrets.case_detail,
)
