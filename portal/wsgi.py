"""What the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.serving import gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = gate.around(get_wsgi_application())

# What is loaded by now stays: going through it now and then would hold up every request for a tenth of a second.
gc.collect()
gc.freeze()
