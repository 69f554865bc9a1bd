"""Whether what the visitor sees is sample content."""

from feedback.models import Campaign


def sample(request):
    return {"is_sample": Campaign.objects.filter(is_sample=True).exists}
