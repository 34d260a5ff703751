import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { DRIVERS } from './drivers/index.ts';
import type { Outcome } from './observe.ts';
import { PEOPLE } from './people/index.ts';
import { survey } from './survey.ts';
import { tableOf } from './table.ts';

const HELP = `Checks out in the demo shop with every tool and kind of person, and prints how the shop judged them.

  tsx test/bots/lab.ts [--only NAME,NAME] [--sessions N] [--seed TEXT] [--out FILE] [--verbose]

  --only      actors whose name contains one of these; "tools" and "people" name all of a kind
  --sessions  visits per actor (default 5)
  --seed      of every draw (default "lab")
  --out       write each visit as one line of the recording format (opens the shop with ?inspect)
  --verbose   print the features of every visit
  --list      names only
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sessions: { type: 'string', default: '5' },
    seed: { type: 'string', default: 'lab' },
    out: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const wanted = values.only?.split(',');
const actors = [...DRIVERS, ...PEOPLE].filter(
  ({ name, kind }) =>
    wanted?.some((part) => name.includes(part) || part === (kind === 'tool' ? 'tools' : 'people')) ?? true,
);
if (values.help) process.stdout.write(HELP);
else if (values.list)
  process.stdout.write(actors.map(({ name, note }) => `${name}${note ? ` – ${note}` : ''}\n`).join(''));
else await main();

async function main(): Promise<void> {
  const sessions = Number(values.sessions);
  if (!Number.isInteger(sessions) || sessions < 1 || actors.length === 0) throw new Error(HELP);
  const out = values.out === undefined ? null : createWriteStream(values.out);
  let done = 0;
  const outcomes = await survey(actors, {
    sessions,
    seed: values.seed,
    record: out !== null,
    onOutcome(outcome) {
      done += 1;
      process.stderr.write(`${done}/${actors.length * sessions} ${progressOf(outcome)}\n`);
      if (values.verbose) process.stderr.write(featuresOf(outcome));
      if (outcome.recording) out?.write(`${JSON.stringify(labelled(outcome))}\n`);
    },
  });
  out?.end();
  process.stdout.write(`${tableOf(outcomes)}\n`);
}

function progressOf({ actor, session, level, logit, error }: Outcome): string {
  return `${actor} #${session} ${level}${logit === null ? '' : ` ${logit.toFixed(2)}`}${error === null ? '' : ` (${error})`}`;
}

function featuresOf({ inspection }: Outcome): string {
  const groups = inspection?.groups.filter(({ active }) => active) ?? [];
  return groups
    .map(
      ({ name, contribution, features }) =>
        `    ${name} ${contribution.toFixed(2)}: ${features
          .flatMap((feature) =>
            feature.value === null
              ? []
              : [`${feature.name.split('.')[1]} ${Number(feature.value.toPrecision(3))} (${feature.n})`],
          )
          .join(', ')}\n`,
    )
    .join('');
}

/** The visit as a recording says who made it. */
function labelled({ actor, session, recording }: Outcome) {
  const person = actors.find(({ name }) => name === actor)?.kind === 'person';
  return {
    ...recording,
    id: `lab/${actor}/${session}`,
    source: 'lab',
    subject: `lab/${actor}`,
    label: person ? 'human' : 'automation',
    generator: person ? null : actor,
  };
}
