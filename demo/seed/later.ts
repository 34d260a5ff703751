import type { Decision, LabelSaid } from 'tellsign/decide';
import { DAY_MS, MINUTE_MS } from './draw.ts';
import type { Random } from './random.ts';
import type { Truth } from './truth.ts';
import type { SeedVisit } from './visit.ts';

/** What becomes known of a decision, and when. */
export interface Later {
  readonly decisionId: string;
  /** Milliseconds before now. */
  readonly agoMs: number;
  readonly label: Omit<LabelSaid, 'at'>;
}

/** Chosen: banks tell of fraud one to three weeks after the order, and of three orders in four. */
const CHARGEBACK_DAYS = [7, 21] as const;
const CHARGED_BACK = 0.75;
/** Chosen: who is asked for a code answers it or gives up, and one in five shops on. */
const ANSWERED = 0.8;

/** The challenge's end, and the bank's word of what was lost; nothing that is still to come. */
export function laterOf(
  { id, outcome }: Pick<Decision, 'id' | 'outcome'>,
  { visit, truth, random }: { readonly visit: SeedVisit; readonly truth: Truth; readonly random: Random },
): readonly Later[] {
  const { agoMs, passes, action } = visit;
  const said: Later[] = [];
  const say = (afterMs: number, label: Later['label']) =>
    said.push({ decisionId: id, agoMs: agoMs - Math.round(afterMs), label });
  if (outcome === 'challenge' && random.chance(ANSWERED))
    say(random.between(0.5, 4) * MINUTE_MS, codeOf(passes));
  const isCharged = random.chance(CHARGED_BACK);
  if (truth.isFraud && truth.loss > 0 && action === 'checkout' && isCharged)
    say(random.between(...CHARGEBACK_DAYS) * DAY_MS, CHARGEBACK);
  return said.filter((one) => one.agoMs > 0);
}

const CHARGEBACK: Later['label'] = {
  outcome: 'fraudulent',
  reason: 'chargeback_fraud',
  source: 'chargeback',
  by: 'bank',
};

const codeOf = (passes: boolean): Later['label'] =>
  passes
    ? { outcome: 'legitimate', reason: 'passed_two_factor', source: 'challenge', by: 'shop' }
    : { outcome: 'fraudulent', reason: 'failed_two_factor', source: 'challenge', by: 'shop' };
