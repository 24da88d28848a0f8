"""The entry point of the web server, `gunicorn wsgi:app`, and of every `flask` command."""

import gc

gc.disable()  # nothing of what is loaded is garbage, and looking for it takes a fifth of the start

from app import create_app

app = create_app()
gc.freeze()  # it stays for good, and the processes that gunicorn forks share it
gc.set_threshold(10_000, 10, 10)  # a page makes thousands of objects and hardly any circles: a fourteenth of its time
gc.enable()
