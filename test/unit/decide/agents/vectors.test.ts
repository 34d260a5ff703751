import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSignatureLibrary } from '../../../../src/decide/agents/web-bot-auth.ts';
import { createAgents } from '../../../../src/decide/index.ts';
import { memoryReplay } from '../../../../src/server/stores/memory-replay.ts';
import vectors from './vectors.json' with { type: 'json' };

/**
 * The eight vectors of the repository of `web-bot-auth`, Apache-2.0: packages/web-bot-auth/test/test_data,
 * web_bot_auth_architecture_v1.json and _v2.json, without their private keys.
 */
const CREATED = 1_735_689_600;
const headersOf = ({ signature, signature_input, signature_agent }: (typeof vectors)[number]) => ({
  signature,
  'signature-input': signature_input,
  ...(signature_agent && { 'signature-agent': signature_agent }),
});
const isKeyed = ({ signature_input }: (typeof vectors)[number]) => signature_input.includes(';key=');
const nameOf = ({ source, key, signature_input }: (typeof vectors)[number]) =>
  `${source}, ${key.kty}, ${/\(.*?\)/.exec(signature_input)?.[0]}`;

beforeEach(() => void vi.useFakeTimers({ now: CREATED * 1000 + 60_000, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe.each(vectors.map((vector) => [nameOf(vector), vector] as const))(
  'published vector %s',
  (_, vector) => {
    it('is checked by the library, unless it signs one member of a header', async () => {
      const { signature_input, key, url } = vector;
      const { isSigned, thumbprint } = await loadSignatureLibrary();
      const [, keyid = ''] = /keyid="(.*?)"/.exec(signature_input) ?? [];
      const [, nonce = ''] = /nonce="(.*?)"/.exec(signature_input) ?? [];
      const expires = Number(/expires=(\d+)/.exec(signature_input)?.[1]);
      const request = new Request(url, { headers: headersOf(vector) });
      expect(await thumbprint(key)).toBe(keyid);
      const parameters = { keyid, nonce, created: CREATED, expires };
      expect(await isSigned(request, key, parameters)).toBe(!isKeyed(vector));
    });

    it('is not verified, because it is good for more than eight minutes or signs in another form', async () => {
      const agents = await createAgents({
        origin: 'https://example.com',
        agents: [{ name: 'test', keys: [vector.key] }],
        nonces: memoryReplay({ allowSingleProcess: true }),
      });
      const answer = await agents.verify(new Request(vector.url, { headers: headersOf(vector) }));
      const code = isKeyed(vector) ? 'component_unsupported' : 'window_too_long';
      expect(answer).toEqual({ state: 'unverified', name: '', code });
    });
  },
);
