"""What every front end asks."""

from talentwire.api.reports import Evaluation, IngestReport
from talentwire.api.wire import Talentwire

__all__ = ["Evaluation", "IngestReport", "Talentwire"]
