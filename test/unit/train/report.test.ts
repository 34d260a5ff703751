import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import type { Figure, Figures, Study } from '../../../train/evaluate/study.ts';
import { FITTED } from '../../../train/fit/select.ts';
import { writeCard } from '../../../train/report/card.ts';
import { escapeHtml, inline } from '../../../train/report/html.ts';
import { writePage } from '../../../train/report/page.ts';
import type { Report } from '../../../train/report/report.ts';
import { targetsOf } from '../../../train/report/targets.ts';

const exactly = (value: number): Figure => ({ value, low: value - 0.01, high: value + 0.01 });
const figures = (auc: number): Figures => ({
  auc: exactly(auc),
  caught: exactly(auc - 0.1),
  falseAlarms: exactly(0.01),
  caughtAt1: exactly(auc - 0.05),
});
const study: Study = {
  families: [{ family: '<b>line</b>', ...figures(0.97), sameRecorder: 0.96, people: 100, sessions: 50 }],
  mean: figures(0.97),
  worst: figures(0.91),
};
const manifest: Manifest = {
  v: 1,
  name: 'toy',
  version: 1,
  file: 'toy.onnx',
  bytes: 10,
  sha256: 'ab'.repeat(32),
  schema: SCHEMA_ID,
  center: FEATURES.map(() => 0),
  scale: FEATURES.map(() => 1),
  logitScale: 1 / 16,
  bias: -32,
  calibration: { slope: 1, intercept: 0 },
  thresholds: { medium: 0.6, high: 0.9, source: 'test' },
  exp: 0,
};
const reliability = { bins: [{ score: 0.2, scripts: 0.25, weight: 1 }], error: exactly(0.02) };
const deletion = { deleted: [0, 0.5, 1], top: [0, 0.9, 1], random: [0, 0.4, 1], gap: 0.25, sessions: 9 };

const report: Report = {
  quick: false,
  scale: { seeds: 3, compared: 1, screening: false },
  files: [{ name: 'train/toy.ndjson.gz', path: 'nowhere', sha256: 'cd'.repeat(32) }],
  product: {
    manifest,
    onnx: new Uint8Array(10),
    parameters: 123,
    selection: Object.fromEntries(
      FITTED.map((group) => [group, []]),
    ) as unknown as Report['product']['selection'],
    levels: { medium: 0.5, high: 2.25, worst: 'toy', places: [] },
    caught: [],
  },
  protocol: {
    studies: (['pointer', 'keys', 'touch'] as const).flatMap((modality) =>
      (['15s', 'whole', '10 strokes'] as const).flatMap((horizon) =>
        (['shape', 'fused'] as const).map((view) => ({
          learner: 'additive' as const,
          features: 'all' as const,
          among: 'all' as const,
          modality,
          horizon,
          view,
          study,
        })),
      ),
    ),
    strangers: [
      { learner: 'additive', source: 'toy', horizon: 'whole', view: 'fused', nominal: study, high: study },
      { learner: 'additive', source: 'toy', horizon: 'whole', view: 'shape', nominal: study, high: study },
    ],
    det: [
      {
        learner: 'additive',
        modality: 'pointer',
        horizon: '10 strokes',
        points: [
          { falseAlarms: 0.01, missed: 0.2 },
          { falseAlarms: 0.1, missed: 0.1 },
        ],
      },
    ],
    unseenReliability: reliability,
  },
  examined: {
    calls: [
      {
        source: 'toy',
        modality: 'pointer',
        horizon: 'whole',
        sessions: 10,
        people: 5,
        unknown: 0.1,
        medium: exactly(0.02),
        high: exactly(0.01),
      },
    ],
    groups: [{ group: 'path', auc: 0.9, caughtAt1: 0.5, people: 10, scripts: 10 }],
    int8: { auc: 0.95, float: 0.9501, cost: exactly(-0.0001) },
    reliability,
    deletion: { scripts: deletion, people: deletion },
  },
  tools: null,
  neighbours: { cohorts: null, peers: null },
};

describe('the report page', () => {
  const page = writePage(report);

  it('is one file that fetches nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\//);
    expect(page).toContain("default-src 'none'");
  });

  it('draws its plots without a browser, each with a name for who cannot see it', () => {
    const plots = page.match(/<svg[^>]*role="img" aria-label="[^"]+"/g) ?? [];
    expect(plots.length).toBeGreaterThan(12);
  });

  it('shows names as text, whatever they hold', () => {
    expect(page).not.toContain('<b>line');
    expect(escapeHtml('<a "b">&\'')).toBe('&#60;a &#34;b&#34;&#62;&#38;&#39;');
    expect(inline('`<i>` x')).toBe('<code>&#60;i&#62;</code> x');
  });

  it('says which commands have not been run', () => {
    for (const command of ['bots', 'cohorts', 'peers']) expect(page).toContain(`npm run lab -- ${command}`);
  });

  it('names no command that does not exist, nor does the card', () => {
    const shares = { high: 0.5, medium: 0.25, unknown: 0 };
    const measured: Report = {
      ...report,
      tools: [{ tool: 'toy', sessions: 4, all: shares, stackless: shares }],
      neighbours: {
        cohorts: [{ kind: 'toy', leg: 'volume', sessions: 4, people: 2, ...shares }],
        peers: [{ actor: 'toy', kind: 'tool', sessions: 4, flagged: { BotD: 1 } }],
      },
    };
    const texts = [page, writeCard(report), writePage(measured), writeCard(measured)];
    const named = [...texts.join('\n').matchAll(/npm run (\w+)(?: -- (\w+))?/g)];
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(named.length).toBeGreaterThan(5);
    for (const [text, script, program] of named) {
      expect(Object.keys(scripts), text).toContain(script);
      if (script === 'lab') expect(existsSync(`test/lab/${program}/index.ts`), text).toBe(true);
    }
  });
});

describe('the card', () => {
  it('is labelled when made by a quick run', () => {
    expect(writeCard(report)).not.toContain('--quick');
    expect(writeCard({ ...report, quick: true })).toContain('--quick');
    expect(writePage({ ...report, quick: true })).toContain('quick run');
  });

  it('gives the reason of every figure that is missed, and of no other', () => {
    const targets = targetsOf(report);
    const missed = targets.filter(({ met }) => met === false);
    expect(missed.map(({ name }) => name)).toContain('deleting top features against random ones, area');
    for (const { met, reason } of targets) expect(reason === '').toBe(met === true);
    const card = writeCard(report);
    for (const { reason } of missed) expect(card).toContain(reason);
  });
});
