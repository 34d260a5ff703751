import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { TimelineEvent } from '../view.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../words/time.ts';

/** Times before the visit that are marked on the axis. */
const TICKS = [
  ['10 min', 10 * MINUTE_MS],
  ['2 h', 2 * HOUR_MS],
  ['1 day', DAY_MS],
  ['1 week', 7 * DAY_MS],
  ['1 month', 30 * DAY_MS],
  ['1 year', 365 * DAY_MS],
] as const;

const HEIGHT = 148;
/** Heights of the two lanes and of the axis, px. */
const LANES = { account: 52, key: 98, axis: 126 } as const;
/** The drawing leaves so much of its width free on both sides, percent: for names and for half a mark. */
const LEFT = 3;
const RIGHT = 96;
/** Least distance of two names on the axis, percent. Chosen: “1 month” fits a phone. */
const GAP = 15;

/**
 * Account and key on one axis of time, up to the visit that the case is about. The axis is logarithmic in the
 * time before that, so that five minutes and three months are both seen. The list below it says the same in
 * words, and has what came later, too.
 */
export function timelineChart(events: readonly TimelineEvent[], { nowMs }: Pick<Frame, 'nowMs'>): Html {
  const visit = events.find(({ isThis }) => isThis);
  const endMs = visit?.atMs ?? nowMs;
  const shown = events.filter(({ atMs }) => atMs <= endMs);
  const x = scaleOf(Math.max(2 * HOUR_MS, ...shown.map(({ atMs }) => endMs - atMs)));
  const marked = shown.map((event) => ({ event, x: x(endMs - event.atMs) }));
  const named = [[visit ? 'visit' : 'now', 0] as const, ...TICKS];
  const ticks = spaced(named.map(([text, age]) => ({ text, age, x: x(age) })));
  return html`<svg class="timeline" width="100%" height="${HEIGHT}" aria-hidden="true" focusable="false">
  ${ticks.map(
    ({
      text,
      age,
      x: left,
    }) => html`<line class="tick" x1="${at(left)}" x2="${at(left)}" y1="14" y2="${LANES.axis - 8}"/>
    <text class="tick" x="${at(left)}" y="${LANES.axis + 8}" text-anchor="${age === 0 ? 'end' : 'middle'}">${text}</text>`,
  )}
  <line class="lane" x1="0" x2="100%" y1="${LANES.account}" y2="${LANES.account}"/>
  <line class="lane" x1="0" x2="100%" y1="${LANES.key}" y2="${LANES.key}"/>
  ${jump(marked)}
  ${marked.map(({ event, x: left }) => bothLanes(event, left))}
</svg>`;
}

/** Names that have room beside each other, from the visit on. */
function spaced<Tick extends { readonly x: number }>(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (tick.x >= LEFT && (!last || last.x - tick.x >= GAP)) kept.push(tick);
  }
  return kept;
}

interface Marked {
  readonly event: TimelineEvent;
  readonly x: number;
}

const at = (x: number): string => `${x.toFixed(2)}%`;

/** Percent of the width at which something of this age stands. */
function scaleOf(oldestMs: number): (ageMs: number) => number {
  const reach = Math.log1p(oldestMs / MINUTE_MS);
  return (ageMs) => RIGHT - (Math.log1p(ageMs / MINUTE_MS) / reach) * (RIGHT - LEFT);
}

/** The way from the account's place before to the place of this visit. */
function jump(marked: readonly Marked[]): Html | null {
  const here = marked.find(({ event }) => event.isThis);
  const before = marked
    .filter(({ event }) => event.isAccount && !event.isThis && event.place !== null)
    .at(-1);
  if (!here || !before || here.event.place === null || here.event.place === before.event.place) return null;
  return html`<line class="jump" x1="${at(before.x)}" x2="${at(here.x)}" y1="${LANES.account}" y2="${LANES.account}"/>
  <text class="place" x="${at(before.x)}" y="${LANES.account - 20}" text-anchor="${before.x > 30 ? 'end' : 'start'}">${before.event.place}</text>
  <text class="place" x="${at(here.x)}" y="${LANES.account - 20}" text-anchor="end">${here.event.place}</text>`;
}

function bothLanes(event: TimelineEvent, x: number): Html {
  const { isAccount, isKey } = event;
  return html`${isAccount && isKey && html`<line class="both" x1="${at(x)}" x2="${at(x)}" y1="${LANES.account}" y2="${LANES.key}"/>`}
  ${isAccount && mark(event, x, LANES.account)}${isKey && mark(event, x, LANES.key)}`;
}

function mark({ outcome, isThis }: TimelineEvent, x: number, y: number): Html {
  return html`<svg x="${at(x)}" y="${y}" overflow="visible" class="mark ${outcome ?? ''}">
  ${isThis && html`<circle class="ring" r="11"/>`}${shape(outcome)}</svg>`;
}

/** A mark by itself, for the list. */
export const markOf = (outcome: TimelineEvent['outcome']): Html =>
  html`<svg class="mark ${outcome ?? ''}" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">${shape(outcome)}</svg>`;

/** Each outcome has a shape of its own besides its colour. */
function shape(outcome: TimelineEvent['outcome']): Html {
  if (outcome === null) return html`<circle r="3"/>`;
  if (outcome === 'allow') return html`<circle r="5.5"/>`;
  if (outcome === 'challenge') return html`<path d="M0-7 7 0 0 7-7 0z"/>`;
  return outcome === 'review'
    ? html`<path d="M-5.5-5.5h11v11h-11z"/>`
    : html`<path d="m-5-5 10 10m0-10L-5 5"/>`;
}
