"""The map of the districts as a page draws it: a tile for each that has a place, with what it leads to."""

from dataclasses import dataclass
from typing import Any

from feedback.office.names import names
from feedback.rules.drawn import city_map
from feedback.suggestions.places import Nearby, public_by_district
from portal.reading.languages import reading

EMS = 15  # units of the drawing to an em, so that it grows with the type


@dataclass(frozen=True)
class Place:
    """A district with what everybody may read of it, and its tile; None of one that has no place on the map."""

    district: Any
    near: Nearby
    tile: city_map.Tile | None
    shade: int


@dataclass(frozen=True)
class CityMap:
    """All districts in their own order; the size of the drawing, 0 where none has a place."""

    places: list
    width: int
    height: int

    @property
    def drawn(self):
        """Those on the map, as one reads: row by row."""
        return sorted((place for place in self.places if place.tile), key=lambda place: (place.tile.y, place.tile.x))

    @property
    def ems(self):
        return f"{self.width / EMS:.2f}em"


def of_the_city():
    """The `CityMap` for whoever reads now."""
    districts, counted = names().district, public_by_district()
    places = {pk: (row.map_row, row.map_column) for pk, row in districts.items() if row.map_row}
    tiles, width, height = city_map.laid_out(places, {pk: reading(row) for pk, row in districts.items()})
    most = max((counted[pk].count for pk in districts if pk in counted), default=0)
    return CityMap(
        [
            Place(row, found := counted.get(pk, Nearby()), tiles.get(pk), city_map.shade(found.count, most))
            for pk, row in districts.items()
        ],
        width,
        height,
    )
