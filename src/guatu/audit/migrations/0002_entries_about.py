from django.db import migrations

# Behind the wall between zones PostgreSQL looks into a GIN index for nobody whom row-level security binds: `@>` is not
# among the operators it trusts to tell nothing of hidden rows. This function asks as the owner and holds to the wall by
# itself: it names the same condition as the policy, and tells numbers of entries, nothing more.
MAKE = """
CREATE FUNCTION audit_entries_about(zone uuid, object uuid) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 50 AS $$
    SELECT e.sequence FROM public.audit_entry e
    WHERE e.zone_id = $1 AND e.about @> ARRAY[$2]
    AND current_setting('app.zone', true) IN ($1::text, 'every')
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION audit_entries_about(uuid, uuid)")]
