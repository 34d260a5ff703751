export const CHUNK_BYTES = 1024;
/** A body that never ends, and how much of it was asked for. */
export function endless(letter: string, headers: Readonly<Record<string, string>>) {
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += CHUNK_BYTES;
      controller.enqueue(new Uint8Array(CHUNK_BYTES).fill(letter.charCodeAt(0)));
    },
  });
  return { init: { method: 'POST', body, duplex: 'half', headers } as RequestInit, pulled: () => bytes };
}
