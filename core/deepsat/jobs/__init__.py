"""What crosses the process boundary: jobs, events, results and errors.

Standard library only, and valid Python 3.9: both QGIS' Python and the worker's import it.
"""

from deepsat.jobs.accuracy_jobs import EvaluateJob, SamplePointsJob
from deepsat.jobs.change_jobs import ChangeMapJob, FinetuneChangeJob, PredictChangeJob
from deepsat.jobs.checkpoint_jobs import DownloadCheckpointJob, ImportCheckpointJob, PretrainJob, ProbeJob
from deepsat.jobs.errors import Abandoned, Cancelled, DeepSatError, ErrorCode, InternalError, UserError, exit_status
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
from deepsat.jobs.finetune_jobs import FinetuneJob, MapJob
from deepsat.jobs.imagery_jobs import StackBandsJob
from deepsat.jobs.jobs import JOB_TYPES, Job, job_from_json, job_to_json, option_name
from deepsat.jobs.model_jobs import DoctorJob, ExportModelJob, ModelInfoJob, RestoreModelJob
from deepsat.jobs.predict_jobs import PolygonsJob, PredictJob
from deepsat.jobs.requests import PROTOCOL_VERSION, Cancel, Request, Shutdown, Submit, decode_request, encode_request
from deepsat.jobs.round_jobs import PreviewJob, SuggestLabelsJob

__all__ = [
    "JOB_TYPES",
    "PROTOCOL_VERSION",
    "Abandoned",
    "Cancel",
    "Cancelled",
    "ChangeMapJob",
    "DeepSatError",
    "DoctorJob",
    "DownloadCheckpointJob",
    "ErrorCode",
    "ErrorEvent",
    "EvaluateJob",
    "Event",
    "ExportModelJob",
    "FinetuneChangeJob",
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
    "PolygonsJob",
    "PredictChangeJob",
    "PredictJob",
    "PretrainJob",
    "PreviewJob",
    "ProbeJob",
    "Progress",
    "Request",
    "RestoreModelJob",
    "ResultEvent",
    "SamplePointsJob",
    "Shutdown",
    "StackBandsJob",
    "Submit",
    "SuggestLabelsJob",
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
