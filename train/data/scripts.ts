import type { BehaviourEvent } from '../../src/contract/event.ts';
import type { PointerFamily, TypingFamily } from '../families/family.ts';
import { pointerFamilies, scrollFamilies, touchFamilies, typingFamilies } from '../families/index.ts';
import { createRandom, type Random } from '../random.ts';
import { simulatePointer } from '../simulate/pointer.ts';
import { simulateTouch } from '../simulate/touch.ts';
import { simulateTyping } from '../simulate/typing.ts';
import { CLIP_MS, strokesOf } from './clip.ts';
import { type Lender, type People, STROKE_HORIZONS, STROKES, strokesOfLenders } from './people.ts';
import { type Row, type RowHead, rowAtEnd, rowsOf } from './row.ts';
import { pickWeighted, recorderWeight } from './weighted.ts';

export interface Scripts {
  readonly rows: Row[];
  readonly strokeRows: Row[];
}

export interface SimulateOptions {
  /** Seed's name: another one draws other tasks and other parameters. */
  readonly name: string;
  /** Sessions of each family. */
  readonly sessions: number;
  readonly progress: (family: string) => void;
  /** @default pointerFamilies */
  readonly pointer?: Readonly<Record<string, PointerFamily>>;
  /** Only movement is scripted; clicks and scrolling stay the person's. @default false */
  readonly moveOnly?: boolean;
}
/**
 * Chosen: one session gives at most four rows of each horizon of strokes, so that a long one does not
 * outweigh others.
 */
const STROKE_PIECES = 4;

/** Sessions of every family on people's tasks. */
export function simulateAll(people: People, options: SimulateOptions): Scripts {
  const scripts: Scripts = { rows: [], strokeRows: [] };
  const { progress, pointer = pointerFamilies, moveOnly = false } = options;
  const each = (lenders: readonly Lender[], family: string, run: Run): void =>
    runFamily(lenders, { ...options, family, run });
  const strokes = strokesOfLenders(people.lenders.pointer);
  const presses = people.lenders.keys.flatMap((lender) => lender.presses);

  for (const [name, family] of Object.entries<PointerFamily>(pointer)) {
    progress(name);
    each(people.lenders.pointer, name, (lender, { random, own, head }) => {
      const scroll = random.pick(Object.values(scrollFamilies)).create(random);
      const script = {
        family,
        clicks: !moveOnly && random.chance(0.8),
        scroller: !moveOnly && random.chance(0.8) ? scroll : null,
        donor: () => random.pick(strokes),
        limitMs: CLIP_MS,
        own,
      };
      const events = simulatePointer(lender.template, script, random);
      scripts.rows.push(...rowsOf(events, lender.environment, head));
      scripts.strokeRows.push(...strokeRowsOf(events, lender, head));
    });
  }
  for (const [name, family] of Object.entries<TypingFamily>(typingFamilies)) {
    progress(name);
    each(people.lenders.keys, name, (lender, { random, own, head }) => {
      const script = { family, donor: () => random.pick(presses), limitMs: CLIP_MS, own };
      scripts.rows.push(...rowsOf(simulateTyping(lender.presses, script, random), lender.environment, head));
    });
  }
  // Phones that recorded pages but no finger contacts: scripts scroll and tap there.
  const pages = people.lenders.touch.filter((lender) => lender.contacts.length === 0);
  for (const [name, family] of Object.entries(scrollFamilies)) {
    progress(`page-${name}`);
    each(pages, `page-${name}`, (lender, { random, own, head }) => {
      const script = {
        family: pointerFamilies.teleport,
        clicks: true,
        scroller: family.create(random),
        donor: () => random.pick(strokes),
        limitMs: CLIP_MS,
        own,
      };
      scripts.rows.push(
        ...rowsOf(simulatePointer(lender.template, script, random), lender.environment, head),
      );
    });
  }
  const swipes = people.lenders.touch.filter((lender) => lender.contacts.length > 0);
  const fingers = swipes.flatMap(({ contacts }) => contacts.map(({ stroke }) => stroke));
  for (const [name, family] of Object.entries<PointerFamily>(touchFamilies)) {
    progress(name);
    each(swipes, name, (lender, { random, own, head }) => {
      const script = { family, donor: () => random.pick(fingers), limitMs: CLIP_MS, own };
      const events = simulateTouch(lender.contacts, { template: lender.template, script, random });
      scripts.rows.push(...rowsOf(events, lender.environment, head));
    });
  }
  return scripts;
}

interface Draw {
  readonly random: Random;
  /** Of the session's own settings, the same in each modality. */
  readonly own: Random;
  readonly head: RowHead;
}

type Run = (lender: Lender, draw: Draw) => void;

/**
 * Runs a family's sessions, each on a drawn lender: first a recorder, then one of its people, then a piece.
 */
function runFamily(
  lenders: readonly Lender[],
  { name, sessions, family, run }: SimulateOptions & { readonly family: string; readonly run: Run },
): void {
  const sources = [...new Set(lenders.map((lender) => lender.source))].sort();
  const recorders = sources.map((source) => {
    const people = bySubject(lenders, source);
    return { item: { source, people }, weight: recorderWeight(people.length) };
  });
  for (let index = 0; sources.length > 0 && index < sessions; index += 1) {
    const random = createRandom(name, family, index);
    const { source, people } = pickWeighted(recorders, random);
    const lender = random.pick(random.pick(people));
    const { subject, modality } = lender;
    const session = `${family}/${index}`;
    const own = createRandom(name, 'own', family, index);
    run(lender, { random, own, head: { automation: true, subject, source, family, modality, session } });
  }
}

function bySubject(lenders: readonly Lender[], source: string): Lender[][] {
  const groups = new Map<string, Lender[]>();
  for (const lender of lenders) {
    if (lender.source !== source) continue;
    groups.set(lender.subject, [...(groups.get(lender.subject) ?? []), lender]);
  }
  return [...groups.values()];
}

function strokeRowsOf(events: readonly BehaviourEvent[], lender: Lender, head: RowHead): Row[] {
  return STROKE_HORIZONS.flatMap((horizon) =>
    strokesOf(events, STROKES[horizon], STROKE_PIECES).map((piece) =>
      rowAtEnd(piece, lender.environment, { ...head, horizon }),
    ),
  );
}
