import { once } from 'node:events';
import { type IncomingMessage, request as openRequest } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { type Cart, transactionOf } from '../../../demo/shop/cart.ts';
import type { Sku } from '../../../demo/shop/catalogue.ts';
import type { NonceResponse } from '../../../src/server/index.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { CUSTOMER } from '../../unit/demo/shop.ts';
import type { Signer } from '../../vectors/forge.ts';
import type { Ground } from './ground.ts';
import type { Recording } from './recording.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly to: string | null;
  readonly text: string;
  readonly setCookies: readonly string[];
}

type Form = Readonly<Record<string, string>>;

/** A browser of the shop, as far as attacks need one: cookies, forms, and a key to sign with. */
export interface Visitor {
  /** Cookies by name. An attacker may change them. */
  readonly cookies: Map<string, string>;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, form: Form): Promise<Answer>;
  /** Sends the headers of a form, and its body when it is told to. */
  hold(path: string, form: Form): Promise<Held>;
  nonce(): Promise<NonceResponse>;
  /** Signs for this cart with a nonce of its own. */
  sign(cart: Cart, recording: Recording, signer: Signer): Promise<string>;
  enrol(signer: Signer): Promise<Answer>;
}

/** A request whose headers were sent. */
export interface Held {
  release(): Promise<Answer>;
}

/** The basket of a bare link to the checkout, and the one with eight more pieces of it. */
export const OAT: Sku = 'pour-over-oat';
export const cartOf = (pieces: number, sku = OAT): Cart => new Map([[sku, pieces]]);

/** The form of the checkout with this token. */
export const paid = (token: string): Form => ({ ...CUSTOMER, 'tellsign-token': token });

const FORM = 'application/x-www-form-urlencoded';
const ACTION = 'checkout';

export function openVisitor({ shop, forge }: Pick<Ground, 'shop' | 'forge'>): Visitor {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  function keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { cookie: cookieHeader(), ...init.headers };
    const response = await fetch(shop.url + path, { redirect: 'manual', ...init, headers });
    const setCookies = response.headers.getSetCookie();
    keep(setCookies);
    const to = response.headers.get('location');
    return { status: response.status, to, text: await response.text(), setCookies };
  }

  async function hold(path: string, form: Form): Promise<Held> {
    const body = String(new URLSearchParams(form));
    const length = { 'content-type': FORM, 'content-length': body.length };
    const held = openRequest(shop.url + path, {
      method: 'POST',
      headers: { ...length, cookie: cookieHeader() },
    });
    held.flushHeaders();
    await once(held, 'socket');
    return {
      async release() {
        held.end(body);
        const [response] = (await once(held, 'response')) as [IncomingMessage];
        const { statusCode: status = 0, headers } = response;
        const setCookies = headers['set-cookie'] ?? [];
        return { status, to: headers.location ?? null, text: await readAll(response), setCookies };
      },
    };
  }

  const nonce = async () => {
    const body = JSON.stringify({ op: ACTION });
    const answer = await ask('/tellsign/nonce', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    if (answer.status !== 200) throw new Error(`no nonce: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as NonceResponse;
  };

  return {
    cookies,
    ask,
    hold,
    nonce,
    post: (path, form) => ask(path, { method: 'POST', body: new URLSearchParams(form) }),
    async sign(cart, recording, signer) {
      const response = await nonce();
      const txh = await transactionHash(transactionOf(cart));
      return forge.verdict(response, signer, { aud: response.aud, txh, ...recording });
    },
    async enrol(signer) {
      const body = await forge.proof(await nonce(), signer);
      return ask('/tellsign/enrol', { method: 'POST', body, headers: { 'content-type': 'application/jwt' } });
    },
  };
}
