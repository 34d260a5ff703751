/** The kernel that computes coalitions (`coalitions.wat`), as WebAssembly. */
export function compileKernel(): Promise<Uint8Array<ArrayBuffer>>;
