import { type ReadToken, timesOfNonce } from './read-token.ts';
import type { Scored, ScoredAgain } from './score-again.ts';

/** Reasons that are printed. Chosen: they fit a screen with the rest. */
const MOST_REASONS = 6;
/** The reason that names what the level does not rest on. */
const UNFAMILIAR = 'unfamiliar';
/** Last second that `Date` knows. */
const MAX_SECONDS = 8.64e12;

const timeOf = (seconds: unknown): string =>
  typeof seconds === 'number' && Math.abs(seconds) <= MAX_SECONDS
    ? new Date(seconds * 1000).toISOString()
    : 'no time';

/** A token in sentences. */
export function describeToken(token: ReadToken, scored: ScoredAgain | null): readonly string[] {
  const { isTest, jkt, payload, claims, codes } = token;
  const nonce = timesOfNonce(payload.nonce);
  const isSigned = !codes.includes('signature_invalid');
  return [
    ...(isTest ? ['NOTE   It was signed in test mode: no verifier outside of test mode takes it.'] : []),
    ...(isSigned ? [`FINE   Signed by the key ${jkt}.`] : []),
    ...(claims ? ['FINE   Its claims have the form, the times and the names that they have to have.'] : []),
    `It is for the action ${payload.op} at ${payload.aud}, by the build ${payload.bld}.`,
    `It was signed at ${timeOf(payload.iat)} and holds until ${timeOf(payload.exp)}.`,
    ...(nonce
      ? [`Its nonce says that it was issued at ${timeOf(nonce.iat)} and holds until ${timeOf(nonce.exp)}.`]
      : []),
    payload.txh === undefined
      ? 'It is bound to no transaction.'
      : `It is bound to the transaction with the hash ${payload.txh}; --tx compares.`,
    ...(scored?.ok ? describeScore(scored) : []),
  ];
}

function describeScore({ level, score, isClaimed, isPlausible, reasons }: Scored): readonly string[] {
  const percent = score === null ? '' : `, ${(score * 100).toFixed(1)} %`;
  return [
    `Computed again from its evidence the level is ${level}${percent}.`,
    ...(isClaimed ? [] : ['CHECK  score_mismatch: the page claimed another score.']),
    ...(isPlausible ? [] : ['CHECK  implausible_evidence: no single visit of a person has all of this.']),
    ...reasons.filter(({ code }) => code === UNFAMILIAR).map(({ text }) => `CHECK  ood: ${text}`),
    ...reasons
      .filter(({ code }) => code !== 'baseline' && code !== 'other' && code !== UNFAMILIAR)
      .slice(0, MOST_REASONS)
      .map(({ weight, text, code }) => `  ${signed(weight)}  ${code}: ${text}`),
  ];
}

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
