import type { Analyst, AssessRequest } from '../src/contract/analyst.ts';
import { FLAG_EPHEMERAL_KEY, FLAG_REDUCED_CONSENT, OP_PATTERN } from '../src/contract/protocol.ts';
import type { Degraded, Verdict } from '../src/contract/verdict.ts';
import { encodeEvidence } from '../src/scoring/evidence.ts';
import type { Model } from '../src/scoring/model.ts';
import { transactionHash } from '../src/wire/transaction.ts';
import { within } from './deadline.ts';
import type { AnalystDeps } from './deps.ts';
import type { FeatureValue } from './features/extractor.ts';
import { describeGroups } from './inspection.ts';
import { createVisit, type Visit } from './page-session.ts';
import { type Appraisal, appraise } from './score/score.ts';
import type { DeviceKey } from './sign/device-key.ts';
import { checkNonce, type SigningNonce } from './sign/nonce.ts';
import { signVerdict } from './sign/verdict.ts';

/** Longest time an assessment may be given; the page's own deadline is far shorter. */
const MAX_TIMEOUT_MS = 60_000;
/** Nobody waits for the start's answer; that it came tells the page that the worker lives. */
const START_TIMEOUT_MS = 1_000;
/** A panel redraws several times a second and shows the features while the model is on its way. */
const LOOK_TIMEOUT_MS = 100;
/**
 * A new visitor's key is bound, and an old one renewed, before the verdict is signed, so that this very verdict counts as bound. Nobody
 * waits longer for it than two round trips of a slow 4G link (150 ms in Lighthouse's profile).
 */
const ENROL_WAIT_MS = 300;
const MODEL_LATE: readonly Degraded[] = ['model_unavailable', 'timeout'];
const LATE = { ok: false, code: 'timeout', detail: 'the model is on its way' } as const;

/** The pipeline behind the page: session → features → quantise → score → explain → sign. No call rejects. */
export function createAnalyst(deps: AnalystDeps): Analyst {
  let visit: Visit | null = null;

  return {
    async start(config) {
      visit = createVisit(config, deps);
      const { model, key } = visit;
      // `standard` keeps nothing before the visitor submits something (protocol §6): its key waits for the first assessment.
      const keying = config.privacy === 'standard' ? null : key();
      const loaded = await within(model(), START_TIMEOUT_MS, () => LATE);
      if (!loaded.ok)
        return { ok: false, code: loaded.code, ...(loaded.detail && { detail: loaded.detail }) };
      const made = await keying;
      return { ok: true, value: { key: made ? (made.persistent ? 'persistent' : 'ephemeral') : 'none' } };
    },
    push(rows) {
      visit?.push(rows);
    },
    environment(update) {
      visit?.update(update);
    },
    async assess(request) {
      if (!visit) return { ...blank(request.action), degraded: ['model_unavailable'] };
      return assess(visit, request, deps);
    },
    async inspect() {
      const readings = visit?.extractor.read() ?? [];
      const { action, token, ...verdict } = visit ? await look(visit, readings) : blank('');
      return {
        engine: verdict.engine,
        ort: visit?.engines.ort ?? 'idle',
        ortDetail: visit?.engines.detail ?? null,
        verdict,
        groups: describeGroups(readings, verdict.groups),
      };
    },
    async warm() {
      return visit ? visit.engines.warm(visit.onnx) : { ok: false, code: 'model_unavailable' };
    },
    async recording() {
      return visit?.recording() ?? { ok: false, code: 'debug_off' };
    },
    async forget() {
      await visit?.forget();
    },
  };
}

/** Everything up to the deadline; whatever is late is left out and named in `degraded`. */
async function assess(visit: Visit, request: AssessRequest, deps: AnalystDeps): Promise<Verdict> {
  const timeoutMs = Math.min(Math.max(Number(request.timeoutMs) || 0, 0), MAX_TIMEOUT_MS);
  const due = deps.now() + timeoutMs;
  const left = () => due - deps.now();
  const seen = observe(visit, request.action);
  const readings = visit.extractor.read();
  const nonce = checkNonce(request, deps.now);
  // The key is read while the score is computed.
  const keying = visit.key();

  const loaded = await within(visit.model(), left(), () => null);
  if (!loaded) return { ...seen, degraded: MODEL_LATE };
  if (!loaded.ok) return { ...seen, degraded: [loaded.code] };
  const model = loaded.value;
  const appraisal = await score(visit, model, readings);

  let key = await within(keying, left(), () => null);
  const degraded: Degraded[] = key && !key.persistent ? ['key_ephemeral'] : [];
  const verdict = { ...seen, ...appraisal.shown };
  if (!nonce.ok) return { ...verdict, degraded: [...degraded, nonce.code] };
  if (key) {
    const made = key;
    key = await within(visit.enrol(nonce.value, made), Math.min(ENROL_WAIT_MS, left() / 2), () => made);
  }
  const token =
    key && (await sign(request, nonce.value, { visit, model, appraisal, key, crypto: deps.crypto }));
  return { ...verdict, token, degraded: token ? degraded : [...degraded, 'sign_unavailable'] };
}

async function score(visit: Visit, model: Model, readings: readonly FeatureValue[]): Promise<Appraisal> {
  const engine = visit.engines.pick(model);
  const appraisal = await appraise(model, readings, engine);
  // Scoring overrules an engine whose integers differ from the reference; it is not asked again.
  if (appraisal.shown.engine !== engine.name) visit.engines.refuse('disagrees with exact');
  return appraisal;
}

interface Signing {
  readonly visit: Visit;
  readonly model: Model;
  readonly appraisal: Appraisal;
  readonly key: DeviceKey;
  readonly crypto: Crypto;
}

/** The token, or null where it cannot be made: no WebCrypto, or an action or transaction the protocol has no form for. */
async function sign(request: AssessRequest, nonce: SigningNonce, signing: Signing): Promise<string | null> {
  const { visit, model, appraisal, key, crypto } = signing;
  if (!OP_PATTERN.test(request.action)) return null;
  const flags =
    (key.persistent ? 0 : FLAG_EPHEMERAL_KEY) |
    (visit.config.privacy === 'minimal' ? FLAG_REDUCED_CONSENT : 0);
  try {
    const statement = {
      nonce: nonce.response,
      ageMs: nonce.ageMs(),
      op: request.action,
      ...(request.transaction && { txh: await transactionHash(request.transaction) }),
      mdl: model.id,
      ev: encodeEvidence({ ...appraisal.evidence, flags }),
      q: appraisal.q,
      rc: appraisal.rc,
    };
    return await signVerdict(statement, key, crypto);
  } catch {
    return null;
  }
}

async function look(visit: Visit, readings: readonly FeatureValue[]): Promise<Verdict> {
  const seen = observe(visit, '');
  const loaded = await within(visit.model(), LOOK_TIMEOUT_MS, () => null);
  if (!loaded) return { ...seen, degraded: MODEL_LATE };
  if (!loaded.ok) return { ...seen, degraded: [loaded.code] };
  return { ...seen, ...(await score(visit, loaded.value, readings)).shown };
}

function observe({ extractor }: Visit, action: string): Verdict {
  return { ...blank(action), events: extractor.events, seconds: extractor.seconds };
}

/** A verdict that says nothing yet. */
function blank(action: string): Verdict {
  return {
    action,
    level: 'unknown',
    score: null,
    logit: null,
    reasons: [],
    groups: {},
    token: null,
    degraded: [],
    engine: null,
    events: 0,
    seconds: 0,
  };
}
