"""What is wrong with a boundary or a file of grids, in words: where, and what was expected."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.grids.rules.boundaries import BoundaryFault, checked_boundary
from guatu.grids.rules.geojson import LONGEST, FeatureFault


def checked(geometry: Any, field: str = "boundary") -> dict[str, Any]:
    """The geometry as a boundary. Raises `InvalidInput` at `field` for what is none."""
    try:
        return checked_boundary(geometry)
    except BoundaryFault as fault:
        raise InvalidInput({field: boundary_words(fault.code, fault.detail)}) from fault


def boundary_words(code: str, detail: str) -> str:
    """One fault of a boundary as a sentence."""
    texts = {
        "type": _("expected a polygon or several polygons (Polygon, MultiPolygon), found “%s”"),
        "shape": _("expected rings of points, each longitude and latitude; found “%s”"),
        "number": _("expected degrees as numbers; found “%s”"),
        "swapped": _("%s: latitude stands first; expected longitude, then latitude"),
        "metres": _("%s: these look like metres of a projection; expected degrees of CGCS2000"),
        "outside": _("%s lies outside China; expected longitude 73 to 136 and latitude 3 to 54"),
        "open_ring": _(
            "the ring that begins at %s does not end there; expected the first point again at the end"
        ),
        "short_ring": _("expected at least three corners; a ring has %s points, the closing one counted"),
        "crossing": _("the line crosses or touches itself at %s"),
        "invalid": _("the rings do not make a surface: %s"),
        "json": _("expected a GeoJSON geometry: %s"),
        "line": _("expected “longitude, latitude” in line %s"),
    }
    if code in texts:
        return texts[code] % (detail or "—")
    return {
        "empty": _("expected at least three corners that enclose some ground"),
        "many": _("a boundary of more than 100,000 points is too fine for a grid"),
        "long": _("this text is too long for a boundary; import it as a file"),
    }.get(code, code)


def feature_words(fault: FeatureFault) -> Fault:
    """One fault of a file, at the feature it is in: `features[3].properties.code`."""
    if fault.index is None:
        place = fault.place
    elif fault.place == "geometry" or fault.code == "not_feature":
        place = f"features[{fault.index}].{fault.place}"
    else:
        place = f"features[{fault.index}].properties.{fault.place}"
    return Fault(place, _feature_sentence(fault), fault.code)


def _feature_sentence(fault: FeatureFault) -> str:
    texts = {
        "not_json": _("expected JSON: %s"),
        "too_many": _("expected up to 10,000 features; there are %s"),
        "datum": _("“%s” is another datum; expected CGCS2000 (EPSG:4490). Convert the file first."),
        "unknown_type": _(
            "“%s” is no type of grid; expected social, enterprise or project (社会、企业、项目)"
        ),
        "not_text": _("expected text; found “%s”"),
        "not_count": _("expected a whole number; found “%s”"),
        "unknown_unit": _("there is no territorial unit “%s”; expected the name, short name or code of one"),
        "not_yours": _("“%s” is not within your powers"),
        "type_changed": _("the grid with this code is of another type (%s); a grid keeps its type"),
        "closed": _("the grid with this code was closed on %s; a code is not used again"),
        "too_early": _("the boundary on file begins on %s; a new one begins later"),
    }
    if fault.code in texts:
        return texts[fault.code] % (fault.detail or "—")
    if fault.code == "doubled":
        code, _space, first = fault.detail.rpartition(" ")
        return _("the code %(code)s stands in features[%(first)s] already; expected each code once") % {
            "code": code,
            "first": first,
        }
    if fault.code == "too_long":
        return _("expected up to %(limit)s characters; there are %(count)s") % {
            "limit": LONGEST.get(fault.place, 0),
            "count": fault.detail,
        }
    plain = {
        "too_big": _("expected a file of up to 20 MB"),
        "not_utf8": _("expected text in UTF-8"),
        "not_collection": _("expected a GeoJSON FeatureCollection"),
        "no_features": _("expected at least one feature"),
        "not_feature": _("expected a GeoJSON Feature"),
        "missing": _("expected a value; there is none"),
    }
    return plain[fault.code] if fault.code in plain else boundary_words(fault.code, fault.detail)
