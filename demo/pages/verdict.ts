import { html } from 'hono/html';
import { titleOf } from 'tellsign/reasons';
import type { Accepted, Flag, Reason, Verification } from 'tellsign/server';
import { percent, signed } from './format.ts';
import type { Html } from './layout.ts';
import { divergingBar, waterfall } from './waterfall.ts';

const FLAGS: Readonly<Partial<Record<Flag, string>>> = {
  score_mismatch: 'The page claimed another score than its evidence gives; the recomputed one counts.',
  ood: 'Part of the visit is unlike anything the model was trained on, and the level does not rest on it.',
  near_duplicate: 'The evidence is nearly a copy of another visit’s.',
  implausible_timing: 'More activity is claimed than fits into the time since the page was served.',
  implausible_evidence: 'No page can have measured all of this in one visit.',
  counter_regress: 'The key’s counter went back, as a copied browser profile does.',
  ephemeral_key: 'The browser kept no key; this one lives only as long as the page.',
  fresh_key: 'This key was bound to the customer less than a day ago.',
  binding_absent: 'This session was known by another key before.',
  assisted_entry: 'A password manager filled the form, for a key that is known for long.',
  not_rescored: 'The score could not be recomputed here.',
  sparse_evidence: 'Little was seen of this visit.',
  agent_verified: 'A signed software agent acts for the customer.',
  unbound: 'No key is tied to this customer yet, as on every first visit.',
  reduced_consent: 'The visitor allowed less to be looked at.',
};

/** The baseline first, then by weight, and last the sum of what is too small to list. */
function inOrder(reasons: readonly Reason[]): Reason[] {
  const rank = ({ code, weight }: Reason): number => {
    if (code === 'baseline') return Number.POSITIVE_INFINITY;
    return code === 'other' ? -1 : Math.abs(weight);
  };
  return [...reasons].sort((a, b) => rank(b) - rank(a));
}

/** One sentence: the level, and the score where there is one. */
export const headline = (verdict: Verification): Html =>
  verdict.ok ? scoreLine(verdict) : refusalLine(verdict.code);

const LEVELS: Readonly<Record<Accepted['level'], string>> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  unknown: 'Risk unknown',
};

const levelMark = (level: keyof typeof LEVELS): Html =>
  html`<b class="level level-${level}" id="level" data-level="${level}">${LEVELS[level]}</b>`;

function scoreLine(verdict: Accepted): Html {
  const { level, score, logit } = verdict;
  if (score === null || level === 'unknown')
    return html`${levelMark(level)}: <span id="score">${reasonless(verdict)}</span>.`;
  return html`${levelMark(level)}: a chance of <b><data id="score" value="${score.toFixed(4)}">${percent(score)}</data></b> that this was automated.
  <span class="sub">Recomputed here${logit === null ? '' : `, logit ${signed(logit)}`}; the page claimed ${claim(verdict)}.</span>`;
}

/** Why there is no level. */
const reasonless = ({ flags }: Accepted): string =>
  flags.includes('ood')
    ? 'what decides is unlike anything the model was trained on'
    : 'there was not enough to go by';

function claim({ recomputed }: Accepted): string {
  if (recomputed === null) return 'it, and it could not be checked';
  return recomputed.delta === 0 ? 'the same' : `another one, ${Math.abs(recomputed.delta)} steps off`;
}

function refusalLine(code: string): Html {
  return html`No verdict counts: <code id="code">${code}</code>.
  <span class="sub">${
    code === 'missing'
      ? 'None came with this order: the script was blocked, off, or taken away. That is never read as low risk.'
      : 'It was refused, so its score was not looked at.'
  }</span>`;
}

/** What moves less is rounding to who reads two digits. */
const LEAST_MOVE = 0.005;

/** The visit by the measures of this shop's own people, where they are in force. */
function ownMeasures(aligned: NonNullable<Accepted['aligned']>, shown: Accepted['level']): Html {
  const { score, level, delta, groups, decides } = aligned;
  if (Math.abs(delta) < LEAST_MOVE)
    return html`<p class="hint" id="aligned">The measures of this shop’s own people change nothing about it.</p>`;
  const moved = Object.entries(groups)
    .filter(([, by]) => Math.abs(by) >= LEAST_MOVE)
    .map(([name, by]) => `${titleOf(name)} ${signed(by)}`);
  const chance =
    level === 'unknown'
      ? null
      : html`it is a chance of <b>${percent(score)}</b>, ${LEVELS[level].toLowerCase()}: `;
  return html`<p class="hint" id="aligned">Among this shop’s own people ${chance}the logit moves by ${signed(delta)}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}. ${followed(decides, level === shown)}</p>`;
}

function followed(decides: boolean, isSame: boolean): string {
  if (!decides) return 'The level above does not follow that.';
  return isSame ? 'The level above follows that.' : 'The level above has other causes, too: see the flags.';
}

/** Why the score is what it is. */
export function explanation(verdict: Accepted): Html {
  const limit = Math.max(...Object.values(verdict.groups).map(Math.abs), 0.1);
  return html`
  ${
    verdict.reasons.length === 0
      ? ''
      : waterfall(
          'Every reason with its weight. They add up to the logit, and the score follows from it.',
          inOrder(verdict.reasons).map(({ text: title, ...reason }) => ({ title, ...reason })),
        )
  }
  ${verdict.aligned ? ownMeasures(verdict.aligned, verdict.level) : ''}
  <div class="pair groups">
    <div><h3>By group of evidence</h3><ul class="plain">${Object.entries(verdict.groups).map(
      ([name, weight]) =>
        html`<li><span>${name === 'baseline' ? 'Where every visit starts' : titleOf(name)}</span>${divergingBar(weight, name === 'baseline' ? { limit, tone: 'neutral' } : { limit })}<b>${signed(weight)}</b></li>`,
    )}</ul></div>
    <div><h3>Flags</h3>${
      verdict.flags.length === 0
        ? html`<p class="hint">None.</p>`
        : html`<ul class="plain">${verdict.flags.map((flag) => html`<li><code>${flag}</code> ${FLAGS[flag] ?? ''}</li>`)}</ul>`
    }</div>
  </div>`;
}
