import type {
  AlignmentReport,
  AlignmentView,
  StoredAlignment,
  WasWould,
  WidestMove,
} from '../../../decide/index.ts';
import { moveBar } from '../../charts/move.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import { count, signed } from '../../words/money.ts';
import { clock, DAY_MS, iso } from '../../words/time.ts';

/** What a first step needs (decide.md §8). */
const NEEDED = { visits: 300, keys: 200, days: 7 } as const;
const KINDS = { typing: 'Typing', pointer: 'Pointer', touch: 'Touch' } as const;

export interface AlignmentSection {
  readonly view: AlignmentView;
  readonly action: string;
  readonly nowMs: number;
}

/** The measures of the site's own people: what is counted, what would move, and the way back. */
export function alignmentSection(frame: Frame, { view, action, nowMs }: AlignmentSection): Html {
  const { counted, inForce, fault, decides, alignments } = view;
  const { visits, keys, days } = counted ?? { visits: 0, keys: 0, days: 0 };
  const proposal = alignments.find(
    ({ state, proposedMs }) => state === 'proposed' && nowMs - proposedMs <= DAY_MS,
  );
  const applied = alignments.find(({ id }) => id === inForce);
  return html`<section class="card" aria-labelledby="align-title"><h2 id="align-title">This site’s own people</h2>
  <p class="hint">Where their movements and typing sit, measured without labels, for all actions. ${decides ? 'Levels follow it, where it excuses a visit.' : 'Levels stay as shipped; verdicts show both.'}</p>
  <p class="facts"><span><b>${count(visits)}</b> visits, ${count(NEEDED.visits)} needed</span><span><b>${count(keys)}</b> keys, ${count(NEEDED.keys)} needed</span><span><b>${count(days)}</b> days, ${count(NEEDED.days)} needed</span></p>
  ${fault ? html`<p class="note"><b>The shipped measures are in force</b>: what is stored does not count (${fault}).</p>` : null}
  ${
    applied
      ? html`<p>In force since <time datetime="${iso(applied.appliedMs ?? 0)}">${clock(applied.appliedMs ?? 0, frame.timeZone)}</time>, applied by <b>${applied.appliedBy}</b>.</p>`
      : html`<p>The shipped measures are in force.</p>`
  }
  ${proposal?.report ? reportOf(proposal, proposal.report, decides) : null}
  ${may(frame.reviewer, 'publish') ? forms(frame, { action, proposal, applied }) : null}</section>`;
}

/** Levels as people rank them. */
const LEVELS = ['low', 'medium', 'high', 'unknown'];

function reportOf({ proposedBy }: StoredAlignment, report: AlignmentReport, decides: boolean): Html {
  const { visits, keys, days, isFirst, moving, widest, thresholds, levels, kinds = [] } = report;
  const names = LEVELS.filter((name) => Object.hasOwn(levels, name));
  return html`<h3>Proposed by ${proposedBy}</h3>
  <p>${isFirst ? 'A first step' : 'The step of a week'}, from ${count(visits)} visits of ${count(keys)} keys on ${count(days)} days: ${count(moving)} measures move. Thresholds ${wasWould(thresholds, 3)} logits above the shipped ones.</p>
  <h3>Widest moves</h3><p class="hint">By how much the measures of these people are moved towards those that the model was made on: in force → proposed. One unit is the bound, and half of a bar.</p><ul class="influences">${widest.map(moveRow)}</ul>
  ${
    names.length === 0
      ? html`<p class="hint">This process has seen no visit within a day by which to show levels before and after.</p>`
      : html`<h3>${decides ? 'Levels' : 'What levels would be, if they followed it'}</h3><p class="hint">The last visits of 24 hours that this process saw, 500 at the most.</p><p class="facts">${names.map((name) => html`<span>${name} ${wasWould(levels[name] ?? { was: 0, would: 0 }, 0)}</span>`)}</p>`
  }
  ${kinds.length === 0 ? null : kindsOf(kinds)}`;
}

function kindsOf(kinds: AlignmentReport['kinds']): Html {
  return html`<h3>By kind of people</h3>
  <div class="wide" tabindex="0" role="region" aria-label="By kind of people, aligned"><table class="plain"><thead><tr><th scope="col">Visits</th><th scope="col">How many</th><th scope="col">Medium or above, in force → proposed</th></tr></thead>
  <tbody>${kinds.map(
    ({ kind, visits, flagged }) =>
      html`<tr><th scope="row">${kind}</th><td class="number">${count(visits)}</td><td class="number">${wasWould(flagged, 0)}</td></tr>`,
  )}</tbody></table></div>`;
}

const wasWould = ({ was, would }: WasWould, digits: number): Html =>
  html`${was.toFixed(digits)} → <b>${would.toFixed(digits)}</b>`;

function moveRow({ title, sentence, kind, site, people, move }: WidestMove): Html {
  const apart = (Math.abs(site - people) / 32).toFixed(2);
  return html`<li><span>${title || KINDS[kind]}: this site’s people sit ${apart} units from others, and are moved by ${signed(move.was / 32)} → <b>${signed(move.would / 32)}</b>.${sentence ? html` <span class="sub">What a script shows there: ${sentence}</span>` : null}</span>${moveBar(move.would)}</li>`;
}

interface Forms {
  readonly action: string;
  readonly proposal: StoredAlignment | undefined;
  readonly applied: StoredAlignment | undefined;
}

function forms({ path }: Frame, { action, proposal, applied }: Forms): Html {
  const form = (step: string, label: string, id: string) =>
    html`<form class="learn-form" method="post" action="${path}/learning/alignment"><input type="hidden" name="action" value="${action}"><input type="hidden" name="step" value="${step}"><input type="hidden" name="id" value="${id}"><button>${label}</button></form>`;
  return html`<div class="learn-forms">${form('preview', 'Measure anew', '')}
  ${proposal ? form('apply', 'Apply these measures', proposal.id) : null}
  ${applied ? html`${form('roll_back', 'Take them back', applied.id)}${form('reset', 'Back to the shipped measures', '')}` : null}</div>`;
}
