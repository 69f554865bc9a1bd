"""What the desk shows and nobody changes there."""


class ReadOnly:
    """A part of an admin, or of rows on the page of another one: nothing is added, changed or deleted."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
