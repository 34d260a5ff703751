import { BUILD } from '../../src/contract/build.ts';
import type { Route } from './site.ts';

/**
 * A worker that speaks Comlink's wire and writes down what the page told it, so that these tests look at the
 * page alone. `recording` gives the log back.
 */
export const WORKER = `
const log = { configs: [], rows: [], requests: [], warmed: 0 };
const blank = { level: 'low', score: 0.1, logit: 0, reasons: [], groups: {}, degraded: [], engine: 'exact', events: 0, seconds: 0 };
const analyst = {
  build: '${BUILD}',
  start: (config) => (log.configs.push(config), { ok: true, value: { key: 'none' } }),
  push: (rows) => void log.rows.push(...rows),
  environment: (update) => void Object.assign(log.configs[0].environment, update),
  assess: (request) => (log.requests.push(request), { ...blank, action: request.action, token: 'token-' + log.requests.length }),
  warm: () => (log.warmed++, { ok: true, value: 'ort-wasm' }),
  recording: () => ({ ok: true, value: log }),
  forget: () => {},
};
addEventListener('message', ({ data }) => {
  if (ArrayBuffer.isView(data)) return analyst.push(data);
  const { id, path, argumentList } = data;
  const member = analyst[path[0]];
  const value = argumentList ? member?.(...argumentList.map((argument) => argument.value)) : member;
  postMessage({ id, type: 'RAW', value });
});`;

export const script =
  (body: string, headers: Readonly<Record<string, string>> = {}): Route =>
  () =>
    new Response(body, { headers: { 'content-type': 'text/javascript', ...headers } });
