import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as openRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import type { NonceResponse } from '../../../../src/server/index.ts';
import { cookieIn, createSigner } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { openVisitor } from '../visitor.ts';

const BINDING = '__Host-vrd';

/** What a subdomain may set, because a browser guards `__Host-` alone; `=` and the value come after it. */
const NAMES: readonly string[] = [
  ...['\u00a0', '\ufeff', '\u2003', '\u0085', '\v', '\f', '\0', '"', ',', 'x; \u00a0'].map(
    (before) => before + BINDING,
  ),
  ...[' ', '\t', '\u00a0'].map((after) => BINDING + after),
  BINDING.toLowerCase(),
  BINDING.toUpperCase(),
  '__Secure-vrd',
  'vrd',
];

/** Row 8 (A9): a cookie is ours by its exact name. */
export const cookieName: Attack = {
  row: 8,
  tried: 'set a cookie from a subdomain whose name is almost that of the binding cookie',
  async run(ground) {
    const { forge } = ground;
    const verifier = forge.binding();
    const sid = 'session-1';
    const response = await verifier.issueNonce({ action: 'checkout', sid });
    const enrolled = await verifier.enrol(await forge.proof(response, forge.forge.stranger), { sid });
    const thiefs = enrolled.ok ? cookieIn(enrolled.setCookie) : '';
    const isBound = async (binding: string) =>
      (await verifier.issueNonce({ action: 'checkout', sid, binding })).jkt !== undefined;
    honest('its own name', await isBound(`a=b; ${BINDING}=${thiefs}`), true);
    honest('spaces and tabs around it', await isBound(`a=b;\t ${BINDING}=${thiefs} \t; c=d`), true);
    const taken: string[] = [];
    for (const name of NAMES)
      if (await isBound(`a=b; ${name}=${thiefs}; c=d`)) taken.push(JSON.stringify(name));
    const twice = await isBound(`${BINDING}=${thiefs}; ${BINDING}=${'A'.repeat(99)}`);
    return {
      [`${NAMES.length} names like it`]: refused('taken for it', taken, []),
      'two cookies of its name': refused('two', twice, false),
      'the shop': await attackShop(ground),
    };
  },
};

async function attackShop(ground: Ground): Promise<string> {
  const [visitor, signer] = [openVisitor(ground), await createSigner()];
  await visitor.ask('/checkout');
  await visitor.enrol(signer);
  const session = `sid=${visitor.cookies.get('sid')}`;
  const value = visitor.cookies.get(BINDING);
  honest('the shop knows its cookie', await boundTo(ground, `${session}; ${BINDING}=${value}`), signer.jkt);
  const seen = await boundTo(ground, `${session}; \u00a0${BINDING}=${value}`);
  return refused('the shop', String(seen), 'undefined') && 'not bound';
}

/** Which key the shop says is bound; sent by hand, because `fetch` allows no such header. */
async function boundTo({ shop }: Ground, cookie: string): Promise<string | undefined> {
  const headers = { cookie, 'content-type': 'application/json' };
  const sent = openRequest(`${shop.url}/tellsign/nonce`, { method: 'POST', headers });
  sent.end(JSON.stringify({ op: 'checkout' }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return ((await json(response)) as NonceResponse).jkt;
}
