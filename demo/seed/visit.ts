import { createHash } from 'node:crypto';
import type { AgentState, LabelReason, NetworkKind } from 'tellsign/decide';
import type { Refused, Verification } from 'tellsign/server';
import { layOut, MODEL } from './evidence.ts';
import { evidenceOf, type Hands, type Scored, scoreOf, TOO_THIN } from './hands.ts';
import type { Random } from './random.ts';

/** What the verifier says of a visit whose verdict it takes. */
export type SeedVerdict = Extract<Verification, { readonly ok: true }>;
type Flag = SeedVerdict['flags'][number];

/** A visit of the seeded day, and what only its author knows of it. */
export interface SeedVisit {
  /** Milliseconds before now. */
  readonly agoMs: number;
  readonly action: 'checkout' | 'login' | 'signup';
  readonly account: string;
  readonly card: string | null;
  /** Euros; null for what is no order. */
  readonly amount: number | null;
  /** Names a device key. */
  readonly device: string;
  readonly verification: Verification;
  readonly town: string;
  readonly network: NetworkKind;
  /** IPv4 address. */
  readonly address: string;
  readonly agent: AgentState;
  /** A campaign, or a kind of people. */
  readonly who: string;
  readonly isFraud: boolean;
  /** Euros that are lost where the visit gets what it wants. */
  readonly loses: number;
  /** It would pass a challenge. */
  readonly passes: boolean;
  /** What somebody who looks into it finds: a reason of the console. */
  readonly reason: LabelReason;
}

type Given = 'agoMs' | 'account' | 'device' | 'town' | 'who' | 'reason';

/** What a visit is drawn from; the rest has a default. */
export interface SeedDraft extends Pick<SeedVisit, Given>, Partial<Omit<SeedVisit, Given | 'verification'>> {
  readonly hands: Hands;
  readonly flags?: readonly Flag[];
  /** There is too little evidence for a score. */
  readonly isThin?: boolean;
  /** The verdict is refused with this code. */
  readonly refusal?: Refused['code'] | undefined;
  /** What `evidenceOf` draws. */
  readonly evidence?: Int8Array;
}

/** Draws what the verifier said, and where the visit came from if nobody said. */
export function drawVisit(draft: SeedDraft, random: Random): SeedVisit {
  const { hands, isThin = false, refusal, evidence, flags: raised = [], ...given } = draft;
  const flags: readonly Flag[] = isThin ? ['sparse_evidence'] : raised;
  const { action = 'checkout', device, isFraud = false } = given;
  const scored = capped(isThin ? TOO_THIN : scoreOf(hands, random), flags);
  const drawn = evidence ?? evidenceOf(random);
  const verification: Verification = refusal
    ? { ok: false, code: refusal, level: 'unknown', retry: 'none', safeDetail: '' }
    : {
        ...{ ok: true, ...scored, flags, action, claimed: { q: 0 }, recomputed: null, reasons: [] },
        evidence: layOut(hands, drawn),
        key: { jkt: thumbprintOf(device), bound: true, ephemeral: false },
        ...{ degraded: [], jti: '', model: MODEL, build: '' },
      };
  return {
    card: action === 'checkout' ? `${given.account}/card` : null,
    amount: null,
    network: 'residential',
    address: drawAddress(random),
    agent: 'none',
    loses: 0,
    passes: !isFraud,
    ...given,
    action,
    isFraud,
    verification,
  };
}

/** The verifier calls no visit `low` that has such a flag. */
const CAPS: readonly Flag[] = ['near_duplicate', 'binding_absent'];

const capped = (scored: Scored, flags: readonly Flag[]): Scored =>
  scored.level === 'low' && flags.some((flag) => CAPS.includes(flag))
    ? { ...scored, level: 'medium' }
    : scored;

/** As long as a key's thumbprint (RFC 7638), and the same for the same name. */
const thumbprintOf = (device: string): string => createHash('sha256').update(device).digest('base64url');

/** From the range that is reserved for benchmarks (RFC 2544): nobody's. */
export const drawAddress = (random: Random): string =>
  `198.${random.whole(18, 19)}.${random.whole(0, 255)}.${random.whole(1, 254)}`;
