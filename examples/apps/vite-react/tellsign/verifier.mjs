import { createVerifier, memoryLedger, memoryNearDuplicates, memoryReplay } from 'tellsign/server';
import { loadModel, model } from 'tellsign/server/model';

const { TELLSIGN_AUDIENCE, TELLSIGN_SECRET } = process.env;
if (!TELLSIGN_AUDIENCE || !TELLSIGN_SECRET)
  throw new Error('TELLSIGN_AUDIENCE or TELLSIGN_SECRET is not set. Start with: node --env-file=.env …');

const loaded = await loadModel(model.bytes, model.manifest);
if (!loaded.ok) throw new Error(loaded.code);

export const verifier = createVerifier({
  // Your site's address, for which verdicts are signed. Both variables are the same in every process.
  audience: TELLSIGN_AUDIENCE,
  secret: new TextEncoder().encode(TELLSIGN_SECRET),
  models: [loaded.value],
  // One process only. With more: redis… or sql… of the same names from 'tellsign/server/stores'.
  replay: memoryReplay({ allowSingleProcess: true }), // each verdict counts once
  ledger: memoryLedger(), // denied and rotated keys, counters
  nearDuplicates: memoryNearDuplicates(), // copied evidence
  actions: { checkout: { requireTx: true, nonceInPage: false } },
});

/** Flags of honest visits; any other asks for a code. */
const HARMLESS = new Set(['unbound', 'fresh_key', 'ephemeral_key', 'reduced_consent', 'assisted_entry']);

/** What the shop does. A missing, refused or `unknown` verdict is never low risk. */
function decide(verdict) {
  if (!verdict.ok || verdict.degraded.length > 0) return 'ask_for_code';
  if (verdict.level === 'high') return 'review';
  const isLow = verdict.level === 'low' && verdict.flags.every((flag) => HARMLESS.has(flag));
  return isLow ? 'pay' : 'ask_for_code';
}

/** What the handler answers. Execute what was verified, `verdict.tx`, and nothing that is read later. */
export function settle(verdict) {
  const decision = decide(verdict);
  return decision === 'pay' ? `paid ${verdict.tx.amount}` : decision;
}

/** For the log alone: the browser is never told which check failed. `hint` says why a verdict is missing. */
export function log(verdict, _request, { hint }) {
  const { ok, code, action, level, score } = verdict;
  console.log(JSON.stringify(ok ? { ok, action, level, score } : { ok, code, hint }));
}

/** What this visitor is about to buy: from the session's cart, never from the request. */
export const cartOf = (_request) => ({ amount: '4999' });

/** Policies of the page and, for WebAssembly, of the worker. */
export const policyFor = (path) => {
  const wasm = path.endsWith('.js') ? " 'wasm-unsafe-eval'" : '';
  const own = `default-src 'self'; script-src 'self'${wasm}; worker-src 'self'; connect-src 'self'`;
  return `${own}; img-src 'self' data:`;
};
