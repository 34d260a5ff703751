import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/page/client.ts';
import { type Options, resolveOptions } from '../../../src/page/options.ts';
import { readPins } from '../../../worker/score/own/pins.ts';

const shipped = {
  workerUrl: 'https://cdn.example/worker.js',
  ortUrl: 'https://cdn.example/ort.js',
  ortWasmUrl: 'https://cdn.example/ort.wasm',
};
const wrong: readonly (readonly [string, unknown])[] = [
  ['endpoint', 7],
  ['endpoint', 'javascript:alert(1)'],
  ['workerUrl', 'http://'],
  ['workerIntegrity', 'c2hhMzg0'],
  ['workerIntegrity', 'sha384-'],
  ['workerIntegrity', 384],
  ['ortIntegrity', 'sha1-c2hhMzg0'],
  ['modelUrl', {}],
  ['ortUrl', null],
  ['ortWasmUrl', 'data:text/plain,x'],
  ['engine', 'gpu'],
  ['privacy', 'some'],
  ['consent', 'yes'],
  ['protect', '::'],
  ['protect', 1],
  ['timeoutMs', 0],
  ['timeoutMs', Number.NaN],
  ['timeoutMs', '2000'],
  ['sensitive', 1],
  ['debug', 'true'],
  ['endpiont', '/tellsign'],
  ['__proto__x', 1],
  ['constructor', 1],
];

describe('options', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(wrong)('refuse %s: %j by name', (name, value) => {
    const options = { [name]: value } as Options;
    expect(() => createClient(options, shipped)).toThrow(TypeError);
    expect(() => createClient(options, shipped)).toThrow(name);
  });

  it.each([null, 7, 'standard'])('refuse %j', (options) => {
    expect(() => resolveOptions(options as unknown as Options, shipped)).toThrow(TypeError);
  });

  it('refuse full without consent', () => {
    expect(() => resolveOptions({ privacy: 'full' }, shipped)).toThrow(/consent/);
    expect(resolveOptions({ privacy: 'full', consent: true }, shipped).privacy).toBe('full');
  });

  it('finds all files in assetsUrl, one by itself where that is given, and then asks for none beside the script', () => {
    const unknown = Object.defineProperties({} as typeof shipped, {
      workerUrl: { get: () => expect.fail('the bundle does not know where it lies') },
    });
    for (const assetsUrl of ['/files', '/files/']) {
      const { workerUrl, ortUrl } = resolveOptions({ assetsUrl, ortUrl: '/own/ort.js' }, unknown);
      expect(new URL(workerUrl ?? '').pathname).toBe('/files/worker.js');
      expect(new URL(ortUrl ?? '').pathname).toBe('/own/ort.js');
    }
  });

  it('need no address where the worker is built in', () => {
    const settings = resolveOptions({}, { workerText: 'text' });
    expect(settings).toMatchObject({ workerText: 'text', engine: 'auto' });
    expect(settings).not.toHaveProperty('ortUrl');
    expect(resolveOptions({ assetsUrl: '/files' }, { workerText: 'text' }).ortUrl).toMatch(
      /\/files\/ort\.js$/,
    );
  });

  it('complete what is left out, undefined too', () => {
    const { endpoint, ...rest } = resolveOptions({ timeoutMs: undefined }, shipped);
    expect(endpoint).toBe(`${location.origin}/tellsign`);
    expect(rest).toMatchObject({
      engine: 'auto',
      privacy: 'standard',
      timeoutMs: 2000,
      sensitive: false,
      ...shipped,
    });
  });

  it('take the addresses of an app with a scheme of its own', () => {
    vi.spyOn(document, 'baseURI', 'get').mockReturnValue('capacitor://localhost/index.html');
    const settings = resolveOptions({ endpoint: '/tellsign', assetsUrl: 'files' }, shipped);
    expect(settings).toMatchObject({
      endpoint: 'capacitor://localhost/tellsign',
      workerUrl: 'capacitor://localhost/files/worker.js',
    });
    expect(resolveOptions({ modelUrl: 'app://models/own.json' }, shipped).modelUrl).toBe(
      'app://models/own.json',
    );
  });

  it('keep what is pinned behind the address of a model', () => {
    const modelUrl = '/models/stable.jws#key=a-b_c&key=d&min=17&channel=canary';
    expect(resolveOptions({ modelUrl }, shipped).modelUrl).toBe(new URL(modelUrl, document.baseURI).href);
    expect(readPins(new URL(modelUrl, document.baseURI).href)).toEqual({
      keys: ['a-b_c', 'd'],
      roots: [],
      minKeyList: 0,
      signers: 0,
      minVersion: 17,
      channel: 'canary',
    });
    expect(readPins('https://shop.example/stable.jws')).toEqual({
      keys: [],
      roots: [],
      minKeyList: 0,
      signers: 0,
      minVersion: 0,
      channel: undefined,
    });
    expect(readPins('https://shop.example/stable.jws#min=1e3').minVersion).toBe(Number.POSITIVE_INFINITY);
    expect(readPins('https://shop.example/stable.jws#root=a&root=b&list=3')).toMatchObject({
      roots: ['a', 'b'],
      minKeyList: 3,
    });
    const listed = readPins('https://shop.example/stable.jws#root=a&list=');
    expect(listed.minKeyList).toBe(Number.POSITIVE_INFINITY);
    // A floor of a list that nobody reads.
    for (const pins of ['#key=a&list=3', '#list='])
      expect(readPins(`https://shop.example/stable.jws${pins}`)).toEqual({ keys: [], roots: [] });
  });

  it('give a client without a worker where a relative address means nothing', async () => {
    vi.spyOn(document, 'baseURI', 'get').mockReturnValue('data:text/html,page');
    const client = createClient({ endpoint: '/tellsign' }, shipped);
    expect((await client.assess({ action: 'pay' })).degraded).toEqual(['worker_unavailable']);
  });

  it('make URLs absolute and drop the last slash of the endpoint', () => {
    const settings = resolveOptions({ endpoint: '/risk/', workerUrl: 'w.js' }, shipped);
    expect(settings).toMatchObject({
      endpoint: `${location.origin}/risk`,
      workerUrl: `${location.origin}/w.js`,
    });
  });
});
