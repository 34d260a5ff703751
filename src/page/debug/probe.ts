/** What an address answers, asked once more. */
export interface Probed {
  /** HTTP status; 0 where nothing that can be read came back. */
  readonly status: number;
  /** Media type without parameters. */
  readonly type: string;
  readonly text: string;
  /** For the console. */
  readonly said: string;
}

/** Asks an address, and never rejects. */
export async function probe(url: string, init: RequestInit = {}): Promise<Probed> {
  try {
    const response = await fetch(url, { cache: 'no-store', redirect: 'manual', ...init });
    const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    if (response.type === 'opaqueredirect') return { status: 300, type, text: '', said: 'a redirect' };
    const text = await response.text();
    return { status: response.status, type, text, said: `${response.status} ${type || 'without a type'}` };
  } catch (cause) {
    return { status: 0, type: '', text: '', said: String(cause) };
  }
}
