"""What crosses the process boundary: jobs, events, results and errors.

Standard library only, and valid Python 3.9: both QGIS' Python and the worker's import it.
"""

from deepsat.jobs.errors import Cancelled, DeepSatError, ErrorCode, InternalError, UserError, exit_status
from deepsat.jobs.events import (
    ErrorEvent,
    Event,
    Heartbeat,
    Hello,
    Log,
    Metric,
    Progress,
    ResultEvent,
    decode_event,
    encode_event,
)
from deepsat.jobs.jobs import (
    JOB_TYPES,
    DoctorJob,
    DownloadCheckpointJob,
    FinetuneJob,
    ImportCheckpointJob,
    Job,
    MapJob,
    ModelInfoJob,
    PredictJob,
    PretrainJob,
    job_from_json,
    job_to_json,
    option_name,
)
from deepsat.jobs.requests import PROTOCOL_VERSION, Cancel, Request, Shutdown, Submit, decode_request, encode_request

__all__ = [
    "JOB_TYPES",
    "PROTOCOL_VERSION",
    "Cancel",
    "Cancelled",
    "DeepSatError",
    "DoctorJob",
    "DownloadCheckpointJob",
    "ErrorCode",
    "ErrorEvent",
    "Event",
    "FinetuneJob",
    "Heartbeat",
    "Hello",
    "ImportCheckpointJob",
    "InternalError",
    "Job",
    "Log",
    "MapJob",
    "Metric",
    "ModelInfoJob",
    "PredictJob",
    "PretrainJob",
    "Progress",
    "Request",
    "ResultEvent",
    "Shutdown",
    "Submit",
    "UserError",
    "decode_event",
    "decode_request",
    "encode_event",
    "encode_request",
    "exit_status",
    "job_from_json",
    "job_to_json",
    "option_name",
]
