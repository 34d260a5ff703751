import { html } from 'hono/html';
import type { Answer, Decision, ShadowDecision } from 'tellsign/decide';
import type { Order } from '../shop/order.ts';
import { contextTable } from './context.ts';
import { factList } from './facts.ts';
import type { Html } from './layout.ts';
import { explanation, headline } from './verdict.ts';

/** What the shop does with each answer. */
export function tellAnswer({ outcome, hold }: Answer): { readonly title: string; readonly text: string } {
  return outcome === 'review' && hold ? HELD : ANSWERS[outcome];
}

const ANSWERS: Readonly<Record<Answer['outcome'], { readonly title: string; readonly text: string }>> = {
  allow: { title: 'Let through', text: 'Nothing more is asked.' },
  challenge: { title: 'Ask for a one-time code', text: 'Who has the phone may go on.' },
  review: { title: 'Paid, and looked at later', text: 'A person sees it among today’s cases.' },
  deny: { title: 'Refuse', text: 'Nothing is charged.' },
};
const HELD = { title: 'A person looks first', text: 'Nothing is charged until then.' };

/**
 * Everything that a decision rests on. A real shop tells the browser the outcome and the decision's name and
 * shows none of this, because it would teach a thief what to change.
 */
export function decisionSection(order: Order): Html {
  const { verdict, decision, answer, journey } = order;
  const { title, text } = tellAnswer(answer);
  return html`<section class="verdict" id="verdict" aria-labelledby="verdict-title"
    data-decision="${answer.outcome}" data-hold="${String(answer.hold)}" data-rule="${decision.rule ?? ''}"
    data-travel="${decision.facts.travel.kind}" data-level="${verdict.level}" data-code="${verdict.ok ? '' : verdict.code}">
  <p class="eyebrow">Behind the counter</p>
  <h2 id="verdict-title">What the shop’s backend decided, and why</h2>
  <p class="aside">Shown because this is a demonstration. A real shop records this page and shows none of it.</p>
  <div class="headline decision-${answer.outcome}">
    <p class="said"><b id="decision">${title}</b> ${text}</p>
    <p>${headline(verdict)}</p>
  </div>
  <div class="account">
    <div class="part"><h3>Rules that hold</h3>${ruleList(order)}</div>
    <div class="part"><h3>What was known</h3>${factList(decision, journey)}</div>
    <div class="part"><h3>Beside the score</h3>${contextTable(decision)}</div>
    <div class="part"><h3>Policies on trial</h3>${shadowTable(decision, answer)}</div>
  </div>
  ${verdict.ok ? explanation(verdict) : ''}
</section>`;
}

/** The one that decides, or what did in its place, and every other that holds. */
function ruleList({ decision, answer, rules }: Order): Html {
  const { rule, hits, policy } = decision;
  const instead = tellInstead(decision, answer);
  const held = rules.filter(({ id }) => hits.includes(id));
  return html`
  ${instead === null ? '' : html`<p class="rule decides"><b>${instead.title}</b> ${instead.text}</p>`}
  ${
    held.length === 0
      ? ''
      : html`<ol class="rules">${held.map(({ id, note, when }) => {
          const decides = id === rule && instead === null;
          return html`<li class="rule${decides ? ' decides' : ''}">
      <p><b>${note ?? id}</b>${decides ? html` <span class="tag">decides</span>` : ''}</p>
      <code>${id}</code><code class="when">${when}</code></li>`;
        })}</ol>`
  }
  <p class="hint">Policy ${policy.name}, revision <code>${policy.revision.slice(0, 8)}</code></p>`;
}

/** What decides where no rule of the policy does; null where one does. */
function tellInstead(
  { outcome, rule, failover, facts }: Decision,
  answer: Answer,
): { readonly title: string; readonly text: Html | string } | null {
  if (answer.outcome !== outcome)
    return {
      title: 'Too many wrong codes.',
      text: 'Another code would be five more guesses, so a person looks first.',
    };
  if (rule !== null) return null;
  if (failover !== undefined)
    return {
      title: 'Not everything was known in time.',
      text: html`The shop then asks for a code at least: <code>failover: ${failover}</code>`,
    };
  return {
    title: 'No rule decides.',
    text: html`Where none holds, the policy answers by the level: <code>otherwise.${facts.level}</code>`,
  };
}

function shadowTable({ shadow }: Decision, answer: Answer): Html {
  return html`<table class="shadows">
    <thead><tr><th scope="col">Policy</th><th scope="col">Would have</th></tr></thead>
    <tbody>${shadow.map((one) => shadowRow(one, answer))}</tbody></table>
  <p class="hint">They see the same facts, and nothing follows from what they say.</p>`;
}

function shadowRow({ policy, outcome, hold, rule }: ShadowDecision, answer: Answer): Html {
  const isSame = outcome === answer.outcome && hold === answer.hold;
  return html`<tr class="${isSame ? 'same' : 'other'}">
    <th scope="row">${policy.name} <code>${policy.revision.slice(0, 8)}</code></th>
    <td><b class="decision-${outcome}">${isSame ? 'the same' : tellAnswer({ outcome, hold }).title.toLowerCase()}</b>
      ${rule === null ? '' : html`<code>${rule}</code>`}</td></tr>`;
}
