"""What apps to the right tell documents: who else may read one (`READERS`), filled in their `AppConfig.ready()`."""

from collections.abc import Callable
from typing import Any

from .models import Document

# (person, document) -> whether this app lets the person read it
READERS: list[Callable[[Any, Document], bool]] = []
