"""A list as anybody would write it: three queries, twenty rows."""

from django.shortcuts import render

from benchmarks.references.plain.models import Letter, State, Subject


def letter_list(request):
    return render(
        request,
        "plain/letter_list.html",
        {
            "letters": Letter.objects.select_related("subject", "state").order_by("-sent_at")[:20],
            "subjects": Subject.objects.order_by("pk"),
            "states": State.objects.order_by("pk"),
        },
    )
