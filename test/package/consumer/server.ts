import {
  type ActionPolicy,
  createVerifier,
  type EnrolRequest,
  type MemoryLedgerOptions,
  type MemoryNearDuplicatesOptions,
  type MemoryReplayOptions,
  memoryLedger,
  memoryNearDuplicates,
  memoryReplay,
  type NonceRequest,
  type NonceRouteOptions,
  routes,
  type VerifierOptions,
  type VerifyRequest,
} from 'tellsign/server';
import type * as express from 'tellsign/server/express';
import type * as fastify from 'tellsign/server/fastify';
import type * as hono from 'tellsign/server/hono';
import { createMetrics } from 'tellsign/server/metrics';
import { loadModel, model } from 'tellsign/server/model';
import * as next from 'tellsign/server/next';
import type { ReceiptOptions, ReceiptRequest, ReceiptVerifierOptions } from 'tellsign/server/receipt';
import type { SqlReplayOptions, SqlTableOptions } from 'tellsign/server/stores';
import type { TakesUnset } from './unset.js';

export const takesUnset: TakesUnset<VerifierOptions> &
  TakesUnset<ActionPolicy> &
  TakesUnset<VerifyRequest> &
  TakesUnset<NonceRequest> &
  TakesUnset<EnrolRequest> &
  TakesUnset<NonceRouteOptions<Request>> &
  TakesUnset<MemoryLedgerOptions> &
  TakesUnset<MemoryNearDuplicatesOptions> &
  TakesUnset<MemoryReplayOptions> &
  TakesUnset<SqlTableOptions> &
  TakesUnset<SqlReplayOptions> &
  TakesUnset<ReceiptOptions> &
  TakesUnset<ReceiptRequest> &
  TakesUnset<ReceiptVerifierOptions> &
  TakesUnset<express.GuardOptions<object>> &
  TakesUnset<express.RouteOptions<object>> &
  TakesUnset<fastify.GuardOptions<object>> &
  TakesUnset<hono.WebGuardOptions<object>> &
  TakesUnset<next.WebGuardOptions<Request>> = true;

export async function createShop(secret: Uint8Array | undefined) {
  const loaded = await loadModel(model.bytes, model.manifest);
  if (loaded.ok === false) throw new Error(loaded.code);
  const metrics = createMetrics();
  const verifier = createVerifier({
    audience: 'https://shop.example',
    secret,
    models: [loaded.value],
    replay: memoryReplay({ allowSingleProcess: true, maxEntries: undefined }),
    ledger: memoryLedger(),
    nearDuplicates: memoryNearDuplicates(),
    actions: { checkout: { requireTx: true, nonceInPage: false } },
    onAlert: undefined,
    onMetrics: metrics.record,
    test: undefined,
  });
  const expect = () => ({ action: 'checkout', sid: undefined, tx: { amount: '4999' } });
  const checkout = next.guard({ verifier, noVerdict: 'challenge', expect, onVerdict: undefined });
  const pay = checkout((request: Request) => new Response(String(checkout.verdict(request).ok)));
  return { pay, tellsign: routes({ verifier, actions: ['checkout'], sid: undefined, metrics }) };
}
