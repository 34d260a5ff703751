import { open, stat } from 'node:fs/promises';
import { CliError, messageOf } from '../cli-error.ts';

/**
 * Bytes of a plain file, cut behind `maxBytes`: a longer one is seen to be longer, and never held whole.
 *
 * @throws CliError for what cannot be read, or is no file, such as a pipe, which would never end
 */
export async function readPlain(file: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (!(await stat(file)).isFile()) throw new Error('no plain file');
    const opened = await open(file);
    try {
      const { size } = await opened.stat();
      const bytes = new Uint8Array(Math.min(size, maxBytes + 1));
      const { bytesRead } = await opened.read(bytes, 0, bytes.length, 0);
      return bytes.slice(0, bytesRead);
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw new CliError('file_unreadable', `${file}: ${messageOf(error)}.`);
  }
}

/** A text that is no longer than `maxBytes`. @throws CliError like `readPlain`, and for a longer one */
export async function readPlainText(file: string, maxBytes: number): Promise<string> {
  const bytes = await readPlain(file, maxBytes);
  if (bytes.length > maxBytes)
    throw new CliError('file_invalid', `${file} is longer than ${maxBytes} bytes.`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
