/** An address of a host, and 4 or 6. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** The parts of Node's modules that are used. */
interface NodeModules {
  'node:http': NodeHttp;
  'node:https': NodeHttp;
  'node:dns': {
    readonly promises: {
      lookup(host: string, options: { readonly all: true }): Promise<readonly ResolvedAddress[]>;
    };
  };
}

interface NodeHttp {
  request(url: string, options: NodeRequestOptions): NodeRequest;
}

interface NodeRequestOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: false;
  readonly lookup: NodeLookup;
  readonly signal: AbortSignal;
}

/** What is called instead of the system's resolver: every address if `all` is set, else one. */
type NodeLookup = (
  host: string,
  options: { readonly all?: boolean | undefined },
  answer: (error: null, address: string | readonly ResolvedAddress[], family?: number) => void,
) => void;

interface NodeRequest {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'response', listener: (response: NodeResponse) => void): unknown;
  end(body: Uint8Array): unknown;
}

interface NodeResponse {
  readonly statusCode?: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  destroy(): unknown;
}

/**
 * A module of Node, Bun or Deno, without an import, which would break other runtimes.
 *
 * @throws TypeError where there is none
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] {
  const { process } = globalThis as {
    readonly process?: { readonly getBuiltinModule?: (id: Name) => NodeModules[Name] | undefined };
  };
  const found = process?.getBuiltinModule?.(name);
  if (!found) throw new TypeError('createWebhooks: this runtime needs the option transport');
  return found;
}
