import { afterEach, describe, expect, it, vi } from 'vitest';
import { blankVerdict } from '../../../src/page/blank.ts';
import { signedFetch } from '../../../src/page/signed-fetch.ts';

const HEADER = `${'n'.repeat(51)};now=1000;exp=1300;aud="https://shop.example"`;
const URL_OF_PAY = 'https://shop.example/pay';
const refusal = (header: string | null = HEADER, status = 401) =>
  new Response('', { status, headers: header === null ? {} : { 'verdict-nonce': header } });
const paid = () => new Response('paid');

/** A client whose verdicts have these tokens, in turn, and a backend that answers in turn. */
function setUp(tokens: readonly (string | null)[], answers: readonly (() => Response)[]) {
  const assessed: unknown[] = [];
  const sent: { readonly verdict: string | null; readonly body: string }[] = [];
  const client = {
    assess: vi.fn(async (request: object) => {
      assessed.push(request);
      return { ...blankVerdict('pay', []), token: tokens[assessed.length - 1] ?? null };
    }),
    keepNonce: vi.fn((_: string, header: string | null) => header === HEADER),
  };
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ verdict: request.headers.get('verdict'), body: await request.text() });
    return (answers[sent.length - 1] as () => Response)();
  });
  const pay = () =>
    signedFetch(client, URL_OF_PAY, {
      action: 'pay',
      transaction: { a: '1' },
      method: 'POST',
      body: 'order',
    });
  return { pay, sent, assessed, client };
}
afterEach(() => vi.unstubAllGlobals());

describe('signedFetch', () => {
  it('sends the request once, with the token of a verdict about its action', async () => {
    const { pay, sent, assessed } = setUp(['t1'], [paid]);
    expect(await (await pay()).text()).toBe('paid');
    expect(sent).toEqual([{ verdict: 't1', body: 'order' }]);
    expect(assessed).toMatchObject([{ action: 'pay', transaction: { a: '1' } }]);
  });

  it('signs and sends once more, the same body, when it was refused with a fresh nonce', async () => {
    const { pay, sent, client } = setUp(['t1', 't2'], [refusal, paid]);
    expect(await (await pay()).text()).toBe('paid');
    expect(sent).toEqual([
      { verdict: 't1', body: 'order' },
      { verdict: 't2', body: 'order' },
    ]);
    expect(client.keepNonce).toHaveBeenCalledExactlyOnceWith('pay', HEADER);
  });

  it('tries once more and no further', async () => {
    const { pay, sent } = setUp(['t1', 't2', 't3'], [refusal, refusal, paid]);
    expect((await pay()).status).toBe(401);
    expect(sent).toHaveLength(2);
  });

  it('sends without a header where there is no token, and signs with the nonce of the answer', async () => {
    const { pay, sent } = setUp([null, 't2'], [refusal, paid]);
    await pay();
    expect(sent.map(({ verdict }) => verdict)).toEqual([null, 't2']);
  });

  it.each([
    ['its own site', `${location.origin}/pay`, 'nonce_unavailable'],
    // Its CORS rules may not allow the header.
    ['another origin', URL_OF_PAY, null],
  ])('tells %s why there is no token', async (_, url, hint) => {
    const sent: Request[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      sent.push(request);
      return paid();
    });
    const assess = async () => blankVerdict('pay', ['key_ephemeral', 'nonce_unavailable']);
    await signedFetch({ assess, keepNonce: () => false }, url, { action: 'pay', method: 'POST' });
    expect(sent.map(({ headers }) => headers.get('verdict-hint'))).toEqual([hint]);
  });

  it.each<[string, (string | null)[], () => Response]>([
    ['the nonce is missing', ['t1', 't2'], () => refusal(null)],
    ['the nonce is none', ['t1', 't2'], () => refusal('junk')],
    ['the order was taken', ['t1', 't2'], () => refusal(HEADER, 200)],
    ['another check refused it', ['t1', 't2'], () => refusal(HEADER, 403)],
    ['the backend failed', ['t1', 't2'], () => refusal(HEADER, 500)],
    [
      'a redirect led there: the order may have been taken before it',
      ['t1', 't2'],
      () => Object.defineProperty(refusal(), 'redirected', { value: true }),
    ],
    ['it cannot be signed again', ['t1', null], () => refusal()],
  ])('sends no second time when %s', async (_, tokens, answer) => {
    const { pay, sent } = setUp(tokens, [answer, paid]);
    const { status } = answer();
    expect((await pay()).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  it('sends no second time when it is not known whether the first one arrived', async () => {
    const { pay, sent } = setUp(
      ['t1', 't2'],
      [
        () => {
          throw new TypeError('Failed to fetch');
        },
      ],
    );
    await expect(pay()).rejects.toThrow('Failed to fetch');
    expect(sent).toHaveLength(1);
  });
});
