import { type Analyst, type AssessRequest, MAX_TIMEOUT_MS } from '../src/contract/analyst.ts';
import { BUILD } from '../src/contract/build.ts';
import { FLAG_EPHEMERAL_KEY, FLAG_REDUCED_CONSENT, OP_PATTERN } from '../src/contract/protocol.ts';
import type { Degraded, Verdict } from '../src/contract/verdict.ts';
import { encodeEvidence } from '../src/scoring/evidence.ts';
import { transactionHash } from '../src/wire/transaction.ts';
import { within } from './deadline.ts';
import type { AnalystDeps } from './deps.ts';
import type { FeatureValue } from './features/extractor.ts';
import { describeGroups } from './inspection.ts';
import { createPageSession, type PageSession } from './page-session.ts';
import type { WorkerModel } from './score/model.ts';
import { type Assessment, scoreSession } from './score/score.ts';
import type { DeviceKey } from './sign/device-key.ts';
import { checkNonce, type SigningNonce } from './sign/nonce.ts';
import { signVerdict } from './sign/verdict.ts';

/**
 * Longest wait of `start` for the model, ms. Chosen: the page uses the answer only to know that the worker
 * runs.
 */
const START_TIMEOUT_MS = 1_000;
/** Longest wait of `inspect` for the model, ms. Chosen: a panel redraws several times a second. */
const INSPECT_TIMEOUT_MS = 100;
/**
 * Longest wait for a key to be bound or renewed before the verdict is signed, ms, so that the verdict is
 * signed by a bound key. Chosen: two round trips of a slow 4G link (150 ms in Lighthouse's profile).
 */
const ENROL_WAIT_MS = 300;
const LATE = { ok: false, code: 'timeout', detail: 'the model is on its way' } as const;

/** The pipeline behind the page: session → features → quantise → score → explain → sign. No call rejects. */
export function createAnalyst(deps: AnalystDeps): Analyst {
  let session: PageSession | null = null;

  return {
    build: BUILD,
    async start(config) {
      session = createPageSession(config, deps);
      // `standard` keeps nothing before the visitor submits something (protocol §6): its key waits for the
      // first assessment, and so does what the browser remembers of the site's own models.
      const isLater = config.privacy === 'standard';
      const keying = isLater ? null : session.key();
      const loading = isLater ? session.model() : session.admittedModel();
      const loaded = await within(loading, START_TIMEOUT_MS, () => LATE);
      if (!loaded.ok) return loaded;
      const [code] = loaded.value.degraded ?? [];
      if (code) return { ok: false, code, ...(session.refused && { detail: session.refused }) };
      const made = await keying;
      return { ok: true, value: { key: made ? (made.persistent ? 'persistent' : 'ephemeral') : 'none' } };
    },
    push(rows) {
      session?.push(rows);
    },
    environment(update) {
      session?.update(update);
    },
    async assess(request) {
      if (!session) return { ...blank(request.action), degraded: ['model_unavailable'] };
      return assess(session, request, deps);
    },
    async inspect() {
      const features = session?.extractor.read() ?? [];
      const { action, token, ...verdict } = session ? await scoreSoFar(session, features, deps) : blank('');
      return {
        engine: verdict.engine,
        ort: session?.engines.ort ?? 'idle',
        ortDetail: session?.engines.detail ?? null,
        modelDetail: session?.refused ?? null,
        verdict,
        groups: describeGroups(features, verdict.groups),
      };
    },
    async warm() {
      return session ? session.engines.warm(session.model) : { ok: false, code: 'model_unavailable' };
    },
    async recording() {
      return session?.recording() ?? { ok: false, code: 'debug_off' };
    },
    async forget() {
      await session?.forget();
    },
  };
}

/** One verdict by the deadline. Parts that are late are left out and named in `degraded`. */
async function assess(session: PageSession, request: AssessRequest, deps: AnalystDeps): Promise<Verdict> {
  const timeoutMs = Math.min(Math.max(Number(request.timeoutMs) || 0, 0), MAX_TIMEOUT_MS);
  const due = deps.now() + timeoutMs;
  const left = () => due - deps.now();
  const seen = summarise(session, request.action);
  const features = session.extractor.read();
  const nonce = checkNonce(request, deps.now);
  // The key is read while the score is computed.
  const keyReady = session.key();

  // Half of the time is left for the compiled-in model, where the site's own does not come.
  const loaded = await within(session.admittedModel(), left() / 2, session.standIn);
  if (!loaded.ok) return { ...seen, degraded: [loaded.code] };
  const model = loaded.value;
  const assessment = await score(session, model, features);

  let key = await within(keyReady, left(), () => null);
  const degraded = degradedOf(model, deps);
  if (key && !key.persistent) degraded.push('key_ephemeral');
  const verdict = { ...seen, ...assessment.verdict };
  if (!nonce.ok) return { ...verdict, degraded: [...degraded, nonce.code] };
  if (key) {
    const made = key;
    key = await within(session.enrol(nonce.value, made), Math.min(ENROL_WAIT_MS, left() / 2), () => made);
  }
  const token =
    key && (await sign(request, nonce.value, { session, model, assessment, key, crypto: deps.crypto }));
  return {
    ...verdict,
    token,
    degraded: token ? degraded : [...new Set([...degraded, orInsecure('sign_unavailable', deps)])],
  };
}

/** Why another model scores than the site's own. */
const degradedOf = ({ degraded = [] }: WorkerModel, deps: AnalystDeps): Degraded[] =>
  degraded.map((code) => orInsecure(code, deps));

/**
 * What explains a missing signature or a model of the site that could not be held to its hash: browsers give
 * WebCrypto to secure contexts alone.
 */
const orInsecure = (code: Degraded, { isSecure }: AnalystDeps): Degraded =>
  isSecure ? code : 'insecure_context';

function score(
  session: PageSession,
  model: WorkerModel,
  features: readonly FeatureValue[],
): Promise<Assessment> {
  const reduced = session.config.privacy === 'minimal';
  return scoreSession(model, features, { engine: session.engines.pick(model), reduced });
}

interface Signing {
  readonly session: PageSession;
  readonly model: WorkerModel;
  readonly assessment: Assessment;
  readonly key: DeviceKey;
  readonly crypto: Crypto;
}

/**
 * The token, or null if it cannot be made: WebCrypto is missing, or the protocol cannot express the action or
 * transaction.
 */
async function sign(request: AssessRequest, nonce: SigningNonce, signing: Signing): Promise<string | null> {
  const { session, model, assessment, key, crypto } = signing;
  if (!OP_PATTERN.test(request.action)) return null;
  const flags =
    (key.persistent ? 0 : FLAG_EPHEMERAL_KEY) |
    (session.config.privacy === 'minimal' ? FLAG_REDUCED_CONSENT : 0);
  try {
    const statement = {
      nonce: nonce.response,
      ageMs: nonce.ageMs(),
      op: request.action,
      ...(request.transaction && { txh: await transactionHash(request.transaction) }),
      mdl: model.id,
      ev: encodeEvidence({ ...assessment.evidence, flags }),
      q: assessment.q,
      rc: assessment.rc,
      test: session.config.test,
    };
    return await signVerdict(statement, key, crypto);
  } catch {
    return null;
  }
}

/** The verdict on the session so far, without a token. */
async function scoreSoFar(
  session: PageSession,
  features: readonly FeatureValue[],
  deps: AnalystDeps,
): Promise<Verdict> {
  const seen = summarise(session, '');
  const loaded = await within(session.model(), INSPECT_TIMEOUT_MS, session.standIn);
  if (!loaded.ok) return { ...seen, degraded: [loaded.code] };
  const { verdict } = await score(session, loaded.value, features);
  return { ...seen, ...verdict, degraded: degradedOf(loaded.value, deps) };
}

/** The part of a verdict that is known before a model has scored. */
function summarise({ extractor }: PageSession, action: string): Verdict {
  return { ...blank(action), events: extractor.events, seconds: extractor.seconds };
}

/** An empty verdict. */
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
