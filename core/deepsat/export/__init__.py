"""Export: models as ONNX files, for programs that know nothing of DeepSat."""
