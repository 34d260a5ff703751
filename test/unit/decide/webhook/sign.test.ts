import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhookSecret } from '../../../../src/decide/index.ts';
import { readSecret } from '../../../../src/decide/webhook/secret.ts';
import { createSigner } from '../../../../src/decide/webhook/sign.ts';

const bytesOf = (secret: string) => readSecret(secret) as Uint8Array<ArrayBuffer>;
const now = () => Math.floor(Date.now() / 1000);
const payload = '{"type":"case.opened","data":{"id":"ä"}}';

describe('a signature', () => {
  it('is that of the package standardwebhooks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.uuid(), async (text, id) => {
        const secret = createWebhookSecret();
        const timestamp = now();
        const signed = await createSigner([bytesOf(secret)])({ id, timestamp, payload: text });
        const webhook = new Webhook(secret);
        expect(signed['webhook-signature']).toBe(webhook.sign(id, new Date(timestamp * 1000), text));
        expect(() => webhook.verify(text, { ...signed }, { jsonParse: false })).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('is made by the old secret and by the new one', async () => {
    const [fresh, old, other] = [createWebhookSecret(), createWebhookSecret(), createWebhookSecret()];
    const sign = createSigner([bytesOf(fresh), bytesOf(old)]);
    const signed = { ...(await sign({ id: 'msg_1', timestamp: now(), payload })) };
    expect(signed['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(new Webhook(fresh).verify(payload, signed)).toMatchObject({ type: 'case.opened' });
    expect(new Webhook(old).verify(payload, signed)).toMatchObject({ type: 'case.opened' });
    expect(() => new Webhook(other).verify(payload, signed)).toThrow('No matching signature');
  });

  it.each([
    ['another payload', { payload: `${payload} ` }],
    ['another id', { id: 'msg_2' }],
    ['another time', { timestamp: now() - 1 }],
    ['a time long ago', { timestamp: now() - 301 }],
  ])('is not good for %s', async (_, change) => {
    const secret = createWebhookSecret();
    const message = { id: 'msg_1', timestamp: now(), payload };
    const signed = await createSigner([bytesOf(secret)])(message);
    const other = { ...message, ...change };
    const headers = {
      ...signed,
      'webhook-id': other.id,
      'webhook-timestamp': String(other.timestamp),
    };
    expect(() => new Webhook(secret).verify(other.payload, headers)).toThrow();
  });
});

describe('a secret', () => {
  it('is new each time', () => {
    expect(createWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(createWebhookSecret()).not.toBe(createWebhookSecret());
  });

  it.each([
    ['24 bytes', `whsec_${btoa('x'.repeat(24))}`, 24],
    ['64 bytes', `whsec_${btoa('x'.repeat(64))}`, 64],
    ['23 bytes', `whsec_${btoa('x'.repeat(23))}`, undefined],
    ['65 bytes', `whsec_${btoa('x'.repeat(65))}`, undefined],
    ['no prefix', btoa('x'.repeat(32)), undefined],
    ['no base64', 'whsec_***', undefined],
    ['no text', 7, undefined],
  ])('of %s', (_, secret, length) => {
    expect(readSecret(secret)?.length).toBe(length);
  });
});
