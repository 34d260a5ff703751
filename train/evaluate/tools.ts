import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GroupName, MEMBERS } from '../../src/contract/features/index.ts';
import type { Manifest } from '../../src/contract/model.ts';
import type { Level } from '../../src/contract/verdict.ts';
import { loadModel, type Model } from '../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import { decodeRows } from '../../src/wire/decode-rows.ts';
import { encodeRows } from '../../src/wire/encode-rows.ts';
import type { ParsedRecording } from '../../src/wire/recording.ts';
import { createFeatureExtractor } from '../../worker/features/extractor.ts';
import { readRecordings } from '../data/read.ts';

/** Shares of sessions by level. */
export interface Shares {
  readonly high: number;
  readonly medium: number;
  readonly unknown: number;
}

/** A tool's recorded sessions, by everything and without how its events were delivered. */
export interface ToolResult {
  readonly tool: string;
  readonly sessions: number;
  readonly all: Shares;
  readonly stackless: Shares;
}

/** Groups about how events were delivered, not about movement or rhythm. */
const DELIVERY: readonly GroupName[] = ['pointer_delivery', 'typing'];

/** Recorded tools under a model; null without recordings. */
export async function scoreTools(
  folder: string,
  { onnx, manifest }: { readonly onnx: Uint8Array; readonly manifest: Manifest },
  progress: (name: string) => void,
): Promise<readonly ToolResult[] | null> {
  const files = existsSync(folder)
    ? readdirSync(folder).flatMap((name) => (/\.ndjson(\.gz)?$/.test(name) ? [join(folder, name)] : []))
    : [];
  const loaded = await loadModel(new Uint8Array(onnx), manifest);
  if (!loaded.ok || files.length === 0) return null;
  const found = new Map<string, { readonly all: Level; readonly stackless: Level }[]>();
  for await (const { result } of readRecordings(files)) {
    if (!result.ok || result.value.recording.generator === null) continue;
    const { generator } = result.value.recording;
    progress(generator);
    const evidence = evidenceOfRecording(result.value, manifest);
    const levels = {
      all: levelOf(loaded.value, evidence),
      stackless: levelOf(loaded.value, without(evidence, DELIVERY)),
    };
    found.set(generator, [...(found.get(generator) ?? []), levels]);
  }
  return [...found].sort().map(([tool, list]) => ({
    tool,
    sessions: list.length,
    all: sharesOf(list.map(({ all }) => all)),
    stackless: sharesOf(list.map(({ stackless }) => stackless)),
  }));
}

const levelOf = (model: Model, evidence: Evidence): Level => scoreEvidence(model, evidence).level;

/**
 * The evidence that the page's worker would compute for a recording: over the wire's rows, as `npm run score`
 * does.
 */
function evidenceOfRecording({ environment, events }: ParsedRecording, manifest: Manifest): Evidence {
  const extractor = createFeatureExtractor(environment);
  const start = events[0]?.t ?? 0;
  for (const event of events) {
    const row = encodeRows([{ ...event, t: event.t - start }]);
    for (const decoded of decodeRows(row)) extractor.push(decoded);
  }
  return quantise(extractor.read(), manifest);
}

function without(evidence: Evidence, groups: readonly GroupName[]): Evidence {
  const values = Int8Array.from(evidence.values);
  const missing = Uint8Array.from(evidence.missing);
  for (const index of groups.flatMap((group) => MEMBERS[group])) {
    values[index] = 0;
    missing[index] = 1;
  }
  return { ...evidence, values, missing };
}

function sharesOf(levels: readonly Level[]): Shares {
  const share = (level: Level): number => levels.filter((item) => item === level).length / levels.length;
  return { high: share('high'), medium: share('medium'), unknown: share('unknown') };
}
