import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../demo/app.ts';
import { createShopDecider } from '../../../demo/decider.ts';
import type { Entry } from '../../../demo/journal.ts';
import {
  type AgentVerifier,
  type DecideRequest,
  type Decision,
  type LabelRequest,
  memoryCounters,
  memoryRecords,
  type Records,
} from '../../../src/decide/index.ts';
import { memoryLedger, memoryNearDuplicates } from '../../../src/server/index.ts';
import type { VerifyRequest } from '../../../src/server/request.ts';
import type { Verification } from '../../../src/server/result.ts';
import { memoryReplay } from '../../../src/server/stores/memory-replay.ts';
import { createVerifier } from '../../../src/server/verifier.ts';

/** A built SDK with one file. */
const SDK = mkdtempSync(join(tmpdir(), 'tellsign-sdk-'));
writeFileSync(join(SDK, 'worker.js'), '');

export const CUSTOMER = {
  name: 'Mara Lindqvist',
  email: 'mara@post.example',
  phone: '4915112345678',
  country: 'DE',
  addr: 'Lindenweg 14',
  city: 'Bremen',
  zip: '28195',
  card: '4242424242424242',
  exp: '11/29',
  cvv: '123',
  agree: 'yes',
};
export const NOW = Date.parse('2026-11-22T02:00:00Z');

const atOnce = async (): Promise<void> => undefined;

/** What a test wants to be otherwise. */
interface Setting {
  /** @default the shop knows no agent */
  readonly agents?: AgentVerifier;
  /** Awaited while a decision is made. */
  readonly deciding?: () => Promise<void>;
  readonly records?: Records;
}

/** The shop with the real verifier, unless `answer` says what every verdict is, given `when`. */
export async function openShop(
  answer?: Verification,
  when: () => Promise<void> = atOnce,
  { agents, deciding = atOnce, records = memoryRecords({ now: () => NOW }) }: Setting = {},
) {
  const entries: Entry[] = [];
  const requests: VerifyRequest[] = [];
  const confirmed: [sid: string, jkt: string][] = [];
  const verifier = createVerifier({
    audience: 'https://shop.example',
    keys: {
      nonce: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }],
      binding: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }],
    },
    models: [{ id: 'outline', schema: 1, features: 4 }],
    replay: memoryReplay({ allowSingleProcess: true }),
    ledger: memoryLedger(),
    nearDuplicates: memoryNearDuplicates(),
    actions: { checkout: { requireTx: true, nonceInPage: false } },
    now: () => NOW,
  });
  const decided: DecideRequest[] = [];
  const decisions: Decision[] = [];
  const labels: [decision: string, label: LabelRequest][] = [];
  const decider = await createShopDecider({
    secret: crypto.getRandomValues(new Uint8Array(32)),
    records,
    counters: memoryCounters(),
    agents,
    now: () => NOW,
  });
  const app = createApp({
    decider: {
      rulesOf: decider.rulesOf,
      async decide(verification, request) {
        decided.push(request);
        const decision = await decider.decide(verification, request);
        await deciding();
        decisions.push(decision);
        return decision;
      },
      async label(id, label) {
        labels.push([id, label]);
        return decider.label(id, label);
      },
    },
    verifier: {
      issueNonce: verifier.issueNonce,
      enrol: verifier.enrol,
      visit: verifier.visit,
      knows: verifier.knows,
      confirm: async (sid, jkt) => void confirmed.push([sid, jkt]),
      verify: async (token, request) => {
        requests.push(request);
        await when();
        const { tx } = request;
        if (answer) return answer.ok && tx ? { ...answer, tx } : answer;
        return verifier.verify(token, request);
      },
    },
    journal: async (entry) => void entries.push(entry),
    sdkFolder: SDK,
    now: () => NOW,
  });
  let cookie = '';
  async function visit(
    path: string,
    form?: Record<string, string> | URLSearchParams,
    edge: Record<string, string> = {},
  ) {
    const response = await app.request(path, {
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      headers: { ...edge, ...(cookie && { cookie }) },
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      to: response.headers.get('location'),
    };
  }
  /** Posts a form whose body is held back until `release`; the cookie is the visitor's. */
  function hold(path: string, form: Record<string, string>) {
    let release: () => void = () => undefined;
    const text = String(new URLSearchParams(form));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        release = () => {
          controller.enqueue(new TextEncoder().encode(text));
          controller.close();
        };
      },
    });
    // With its length told the request reaches its route before its body is here.
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...type, 'content-length': String(text.length), cookie };
    const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    return { answered: Promise.resolve(app.request(path, init)), release };
  }
  return { app, visit, hold, entries, requests, confirmed, decided, decisions, labels };
}
