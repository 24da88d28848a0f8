"""The web server's settings, the same everywhere: gunicorn -c deploy/gunicorn.conf.py wsgi:app"""

import os
import shutil
import tempfile

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "deploy.even_worker.EvenWorker"
preload_app = True  # one copy of the code in memory, shared by the workers
keepalive = 65  # the proxy in front keeps its connections
graceful_timeout = 25
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
proc_name = "medicen-web"
control_socket_disable = True

# Each worker counts in a file of its own, and /metrics adds them up.
counters = tempfile.mkdtemp(prefix="medicen-metrics-", dir=worker_tmp_dir)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters


def on_exit(_server: object) -> None:
    shutil.rmtree(counters, ignore_errors=True)
