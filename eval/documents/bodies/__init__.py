"""The made bodies, one file each: figures, the tables of a province's layout, prose."""

from __future__ import annotations

from collections.abc import Callable

from eval.documents.bodies import (
    agriculture,
    civil_affairs,
    culture_centre,
    environment,
    forestry,
    hospital,
    insurance,
    school,
    water,
    water_final,
)
from eval.documents.model import Disclosure

MAKERS: tuple[Callable[[], Disclosure], ...] = (
    water.make,
    water_final.make,
    culture_centre.make,
    forestry.make,
    insurance.make,
    agriculture.make,
    environment.make,
    school.make,
    hospital.make,
    civil_affairs.make,
)
