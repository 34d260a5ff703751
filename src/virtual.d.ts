declare module 'virtual:worker' {
  /** The built worker, as text. */
  const text: string;
  export default text;
}

declare module 'virtual:model' {
  /** The shipped model's. */
  export const manifest: import('./contract/model.ts').Manifest;
  /** The verdict's `mdl`. */
  export const id: string;
  export const settings: import('./contract/model.ts').Settings;
  /** `model/tellsign.weights` in base64url. */
  export const weights: string;
  /** `model/tellsign.onnx` in base64url. */
  export const onnx: string;
}

declare module 'virtual:kernel' {
  /** `src/server/model/coalitions.wat`, compiled, in base64url. */
  export const kernel: string;
}

declare module 'virtual:apps' {
  /** Files of each app in `examples/apps`, by path, without its `package.json`. */
  export const apps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

declare module 'virtual:trees' {
  /** The trees that score single strokes in the worker, as JSON. */
  export const strokeTrees: string;
}
