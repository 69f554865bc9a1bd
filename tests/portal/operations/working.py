"""A worker as `manage.py worker` makes it, that ends once nothing is left to do."""

from portal.operations.worker import Worker


def make_worker(**options):
    defaults = {
        "queue_names": ["default"], "interval": 0, "batch": True, "backend_name": "default", "startup_delay": False,
        "max_tasks": None, "worker_id": "worker", "excluded_queue_names": [],
    }  # fmt: skip
    return Worker(**defaults | options)
