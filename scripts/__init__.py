"""One verb a file, thin."""

import os

# No Pydantic plugin is used; looking for them costs every command some hundredths of a second at its start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
