"""Webhooks and signing secrets are sealed: what lies there in plain text is written again."""

from django.db import migrations

import guatu.core.sealed


def seal_what_is_there(apps, schema_editor):
    for channel in apps.get_model("notifications", "Channel").objects.all():
        channel.save(update_fields=["webhook", "secret"])


def open_again(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for channel in apps.get_model("notifications", "Channel").objects.all():
            cursor.execute(
                "UPDATE notifications_channel SET webhook = %s, secret = %s WHERE zone_id = %s AND id = %s",
                [channel.webhook, channel.secret, channel.zone_id, channel.id],
            )


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="channel",
            name="webhook",
            field=guatu.core.sealed.SealedField(verbose_name="webhook address"),
        ),
        migrations.AlterField(
            model_name="channel",
            name="secret",
            field=guatu.core.sealed.SealedField(blank=True, verbose_name="signing secret"),
        ),
        migrations.RunPython(seal_what_is_there, open_again),
    ]
