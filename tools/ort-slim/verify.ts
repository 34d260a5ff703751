import { freshRuntime } from './runtime.ts';
import { models, work } from './workload.ts';

/**
 * Whether two files of the runtime give the same integers and the same messages in everything the SDK does.
 */
export async function areEquivalent(one: Uint8Array, other: Uint8Array): Promise<boolean> {
  const said = async (bytes: Uint8Array) =>
    work(await freshRuntime(await WebAssembly.compile(Uint8Array.from(bytes))), { files: models() });
  return (await said(one)) === (await said(other));
}
