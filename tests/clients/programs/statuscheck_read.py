"""Reads pages with statuscheck: {name: base address} in, what it makes of each out."""

import json
import sys

from statuscheck.services.bases._statuspageio import BaseStatusPageAPI


def read(base):
    class Service(BaseStatusPageAPI):
        def _get_base_url(self):
            return base + "/api/v2/"

    try:
        summary = Service().get_summary()
    except Exception as error:  # What it cannot read, it says by an exception of any kind.
        return {"error": f"{type(error).__name__}: {error}"}
    return {
        "ok": summary.status.is_ok,
        "components": [
            {"name": part.name, "status": part.status, "group": part.extra_data["group"]} for part in summary.components
        ],
        "incidents": [incident.name for incident in summary.incidents],
    }


json.dump({name: read(base) for name, base in json.load(sys.stdin).items()}, sys.stdout)
