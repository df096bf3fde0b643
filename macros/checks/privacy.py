"""privacy/: what identifies a person or a real unit, and what a draft must not let out; in one's own draft only the worst of it."""

from __future__ import annotations

from macros.checks import privacy_numbers as numbers
from macros.checks import privacy_people as people
from macros.checks import privacy_places as places
from macros.checks import privacy_secrets as secrets
from macros.checks.cases import Rule

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
