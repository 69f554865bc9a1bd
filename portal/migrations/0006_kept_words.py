"""What staff typed and could not be taken is kept for them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.encrypted


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_tries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("payload", portal.encrypted.EncryptedTextField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name": "留存的文字", "verbose_name_plural": "留存的文字"},
        ),
    ]
