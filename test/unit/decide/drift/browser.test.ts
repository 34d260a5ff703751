import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { browserOf } from '../../../../src/decide/drift/browser.ts';

const web = (agent: string) => ({ headers: new Headers({ 'user-agent': agent }) });
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

describe('the browser of a request', () => {
  it.each([
    [CHROME, 'Chrome 131'],
    [`${CHROME} Edg/131.0.0.0`, 'Edge 131'],
    [`${CHROME} OPR/116.0.0.0`, 'Opera 116'],
    ['Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox 133'],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari 18',
    ],
    ['curl/8.5.0', null],
    ['', null],
  ])('%s', (agent, name) => {
    expect(browserOf(web(agent))).toBe(name);
    expect(browserOf({ headers: { 'user-agent': agent } })).toBe(name);
  });

  it('is unknown for what is no request', () => {
    fc.assert(
      fc.property(fc.anything(), (request) => {
        expect(browserOf(request)).toBeNull();
      }),
    );
  });
});
