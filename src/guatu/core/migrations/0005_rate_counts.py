from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_pulses"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "name", "minute", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("minute", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "count of a minute",
            },
        ),
        # What is gone after a power cut is a minute's count; no page waits for a disk because of it.
        migrations.RunSQL(
            "ALTER TABLE core_ratecount SET UNLOGGED",
            "ALTER TABLE core_ratecount SET LOGGED",
        ),
    ]
