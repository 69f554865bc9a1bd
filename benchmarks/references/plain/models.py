"""Plain tables of the size of the portal's."""

from django.db import connection, models


class Subject(models.Model):
    name = models.CharField(max_length=40)

    def __str__(self):
        return self.name


class State(models.Model):
    name = models.CharField(max_length=40)

    def __str__(self):
        return self.name


class Letter(models.Model):
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=60)
    body = models.TextField()
    subject = models.ForeignKey(Subject, models.PROTECT)
    state = models.ForeignKey(State, models.PROTECT)
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.number


def fill_from_suggestions():
    """As many letters as there are suggestions, with the same words."""
    with connection.cursor() as cursor:
        for statement in (
            "INSERT INTO plain_subject (id, name) SELECT id, name FROM feedback_category",
            "INSERT INTO plain_state (id, name) SELECT id, name FROM feedback_status",
            "INSERT INTO plain_letter (id, number, title, body, subject_id, state_id, sent_at)"
            " SELECT id, year || '-' || sequence, title, body, category_id, status_id, received_at"
            " FROM feedback_suggestion ORDER BY id",
            "VACUUM ANALYZE plain_letter",
        ):
            cursor.execute(statement)
