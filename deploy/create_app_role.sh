#!/bin/sh
# Makes the role that the application connects as: it owns nothing. Run once, when the database is made.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$GUATU_APP_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE guatu_app LOGIN PASSWORD :'password';
SQL
