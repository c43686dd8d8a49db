"""JSON answers of hot lists: written by orjson from plain values, a tenth of the time of schemas. The ETag and the 304
are those of Django's ConditionalGetMiddleware."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse


def json_response(data: Any) -> HttpResponse:
    """Plain values (dates, UUIDs and dataclasses too) as application/json."""
    return HttpResponse(orjson.dumps(data), content_type="application/json")
