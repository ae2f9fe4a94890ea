"""JupyterLab, two seconds sooner.

rfc3987_syntax compiles a grammar each time that it is imported, and jsonschema imports it wherever it is installed, only
to check addresses in other alphabets. The server needs no such check, and jsonschema does without the package.
"""

import sys

sys.modules["rfc3987_syntax"] = None

from jupyterlab.labapp import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
