from typing import Any

from django.db.backends.postgresql import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model: Any) -> bool:
        # PostgreSQL infers the other columns from a GROUP BY only where it groups by the whole key,
        # and the key of a zoned table is (zone_id, id). Asked by attribute: models load after backends.
        if hasattr(model, "distribution"):
            return False
        return bool(super().allows_group_by_selected_pks_on_model(model))


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
