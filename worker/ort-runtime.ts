/** What the worker needs of onnxruntime-web, built as `dist/ort.js`. Only `/wasm`: the default entry is wrong for int8 (microsoft/onnxruntime#32578). */
export { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
