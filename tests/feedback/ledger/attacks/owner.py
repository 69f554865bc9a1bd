"""What whoever owns the database, the machine and the key of the log can do: change rows past all guards, sign anew."""

from django.conf import settings
from django.core.management import call_command
from django.db.models import QuerySet

from feedback.models import Reply, Suggestion
from portal.ledger import guards, kept, openings, sequencing
from portal.ledger.append import said
from portal.ledger.models import Checkpoint, Cosignature, Entry, Latest, Leaf, Log, Node, Publication
from portal.tlog import canonical


def change(rows, **values):
    """Rows of whatever table, though a guard or the model refuses it."""
    with guards.lifted():
        QuerySet(rows.model).filter(pk__in=list(rows.values_list("pk", flat=True))).update(**values)


def delete(number):
    """A suggestion with all that hangs on it, and its entries; the counts are made to fit."""
    year, sequence = number.split("-")
    suggestion = Suggestion.objects.get(year=year, sequence=sequence)
    with guards.lifted():
        Reply.writers.through.objects.filter(reply__suggestion=suggestion).delete()
        for relation in Suggestion._meta.related_objects:
            if not relation.many_to_many:
                hanging = QuerySet(relation.related_model).filter(**{relation.field.name: suggestion})
                hanging.order_by("-pk")._raw_delete("default")
        QuerySet(Suggestion).filter(pk=suggestion.pk)._raw_delete("default")
        of_it = QuerySet(Entry).filter(subject=number)
        QuerySet(Leaf).filter(entry__in=of_it)._raw_delete("default")
        of_it._raw_delete("default")
    Latest.objects.filter(subject=number).delete()
    call_command("check_counts", mend=True, verbosity=0)


def rewrite(entry, **told):
    """Another entry in the place of this one, of which the tables say now what it commits to."""
    change(Entry.objects.filter(pk=entry.pk), data=canonical.written(said(entry) | told))
    entry.refresh_from_db()
    fields = openings.opened([entry])[entry.pk]
    commitment = openings.committed(fields, bytes(entry.salt)).digest.hex()
    change(Entry.objects.filter(pk=entry.pk), data=canonical.written(said(entry) | {"commitment": commitment}))


def sign_anew(monkeypatch, *turns):
    """The whole log once more with the key that is in force; `turns` are (how many entries, the moment it pretends)."""
    with guards.lifted():
        for model in (Publication, Cosignature, Checkpoint, Node, Leaf, Log, Latest):
            QuerySet(model).all()._raw_delete("default")
    settings.LEDGER_STATE.unlink(missing_ok=True)
    kept.forget()
    for count, moment in turns:
        with monkeypatch.context() as patch:
            patch.setattr(sequencing, "MOST_AT_ONCE", count)
            sequencing.sequence(moment)


def drop(checkpoint):
    with guards.lifted():
        for rows in (Publication, Cosignature):
            QuerySet(rows).filter(checkpoint=checkpoint)._raw_delete("default")
        QuerySet(Checkpoint).filter(pk=checkpoint.pk)._raw_delete("default")


def put_back(note):
    """The state outside the database, as it was when this was the newest checkpoint; the server is started anew."""
    settings.LEDGER_STATE.write_text(note)
    kept.forget()
