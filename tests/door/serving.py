"""A server to be killed: python -m tests.door.serving DATABASE PORT"""

import sys

from tests.conftest import application
from tests.door.site import Site

if __name__ == "__main__":
    url, port = sys.argv[1:]
    Site(application(url), int(port)).thread.join()
