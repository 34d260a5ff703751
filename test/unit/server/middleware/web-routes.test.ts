import { describe, expect, it } from 'vitest';
import { routes } from '../../../../src/server/index.ts';
import { cookieIn, setupEnrolment } from '../enrolment.ts';

const { forge, request, binding, proof } = await setupEnrolment();
const at = (path: string, init: RequestInit = {}) => new Request(`https://shop.example${path}`, init);
const post = (body: string, type: string, cookie = '') => ({
  method: 'POST',
  body,
  headers: { 'content-type': type, origin: 'https://shop.example', cookie },
});
const nonceRequest = post(JSON.stringify({ op: request.action }), 'application/json');

describe('routes', () => {
  const verifier = binding();
  const answer = routes({ verifier, actions: [request.action] });

  it('give a nonce and bind a key, wherever they are mounted', async () => {
    for (const endpoint of ['/tellsign', '', '/shop/fraud/tellsign']) {
      const issued = await answer(at(`${endpoint}/nonce`, nonceRequest));
      const cookie = `__Host-vrd=${cookieIn(issued.headers.get('set-cookie') ?? '')}`;
      const body = await proof(await issued.json(), forge.device);
      const enrolled = await answer(at(`${endpoint}/enrol`, post(body, 'application/jwt', cookie)));
      expect([endpoint, issued.status, enrolled.status]).toEqual([endpoint, 200, 204]);
    }
  });

  it('say whether nonces can be issued', async () => {
    const healthy = await answer(at('/tellsign/health'));
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'pass' }]);
    const issueNonce = async () => Promise.reject(new Error('no clock'));
    const broken = routes({ verifier: { ...verifier, issueNonce }, actions: [request.action] });
    const sick = await broken(at('/tellsign/health'));
    expect([sick.status, await sick.json()]).toEqual([503, { status: 'fail' }]);
  });

  it.each([
    ['/tellsign/nonce', 'GET', 405, 'POST'],
    ['/tellsign/enrol', 'PUT', 405, 'POST'],
    ['/tellsign/health', 'DELETE', 405, 'GET, HEAD'],
    ['/tellsign/', 'POST', 404, null],
    ['/tellsign/toString', 'POST', 404, null],
    ['/nonce/else', 'POST', 404, null],
  ])('answer %s by %s with %i', async (path, method, status, allow) => {
    const response = await answer(at(path, { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('read 8 KiB of a body without end', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1024;
        controller.enqueue(new Uint8Array(1024).fill(97));
      },
    });
    const init = { ...post('', 'application/jwt'), body, duplex: 'half' };
    expect((await answer(at('/tellsign/enrol', init))).status).toBe(401);
    expect(pulled).toBeLessThanOrEqual(12_288);
  });

  it('do not start with options that are wrong', () => {
    const actions = [request.action];
    const strict = binding({ actions: { checkout: { nonceInPage: null } } });
    for (const wrong of [
      undefined,
      {},
      { verifier },
      { verifier, actions: [] },
      { verifier, actions, orgins: [] },
      { verifier: strict, actions: ['login'] },
      { verifier, actions: ['No Action'] },
    ])
      expect(() => routes(wrong as never)).toThrow(TypeError);
  });
});
