import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../src/cli/model/refusal.ts';
import { readTrained } from '../../src/cli/model/trained.ts';
import { GROUP_NAMES, GROUPS } from '../../src/contract/features/index.ts';
import { loadModel } from '../../src/server/model/model.ts';
import { pinOf } from '../../train/export/pin.ts';

/** A file of recordings. */
interface DataFile {
  readonly name: string;
  readonly sha256: string;
  /** `fit`; `floor`: bounds what is plausible, never fitted; `report`: its figures alone. */
  readonly use: keyof typeof USES;
  /** SPDX id; null where its authors state no terms. */
  readonly licence: string | null;
  readonly what: string;
}

/** `data.json` beside a model: what it was trained with. */
interface TrainingData {
  readonly command: string;
  readonly files: readonly DataFile[];
}

interface BomRequest {
  /** Folder that training wrote. */
  readonly from: string;
  /** Folder with the recordings, to compare their hashes with. @default none: the list is taken as it is */
  readonly data?: string | undefined;
  /** File to write. */
  readonly to: string;
}

/** CycloneDX 1.6 (ECMA-424), the parts that are read here. */
interface Bom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly components: readonly object[];
  readonly metadata: object;
}

const SCHEMA = 'http://cyclonedx.org/schema/bom-1.6.schema.json';

/**
 * Writes what a model was made of: a bill of materials in CycloneDX 1.6, the same bytes for the same model.
 *
 * @throws Refusal for a folder that holds no model, or where recordings are not those of the list
 */
export async function writeBom({ from, data, to }: BomRequest): Promise<{ readonly file: string }> {
  const trained = await readTrained(from, loadModel);
  const listed = parse(await read(join(from, 'data.json')));
  if (data !== undefined) await compare(listed, data);
  await writeFile(to, `${JSON.stringify(createBom(trained, listed), null, 1)}\n`);
  return { file: to };
}

type Trained = Awaited<ReturnType<typeof readTrained>>;

const sha256Of = (content: string) => [{ alg: 'SHA-256', content }];

function createBom(trained: Trained, { command, files }: TrainingData): Bom {
  const datasets = files.map(datasetOf);
  const parts = [trained.files.onnx, trained.files.weights].map(({ path, sha256 }) => ({
    type: 'file',
    'bom-ref': `file:${path}`,
    name: path,
    hashes: sha256Of(sha256),
  }));
  const components = [...parts, ...datasets];
  const inputs = files.filter(({ use }) => use !== 'report');
  const training = {
    'bom-ref': 'training',
    uid: 'training',
    name: 'training',
    taskTypes: ['build'],
    steps: [{ name: 'train', commands: [{ executed: command }] }],
    inputs: inputs.map(({ name }) => ({ resource: { ref: `data:${name}` } })),
    outputs: parts.map((part) => ({ type: 'artifact', resource: { ref: part['bom-ref'] } })),
  };
  const bom = {
    $schema: SCHEMA,
    bomFormat: 'CycloneDX' as const,
    specVersion: '1.6' as const,
    version: 1,
    metadata: { component: modelOf(trained, files) },
    components,
    dependencies: [{ ref: 'model', dependsOn: components.map((one) => one['bom-ref']) }],
    formulation: [{ workflows: [training] }],
  };
  return { ...bom, serialNumber: serialOf(JSON.stringify(bom)) } as Bom;
}

/** The recordings of one file. */
const datasetOf = ({ name, sha256, use, licence, what }: DataFile) => ({
  type: 'data',
  'bom-ref': `data:${name}`,
  name,
  description: `${what}; used to ${USES[use]}`,
  scope: 'excluded',
  hashes: sha256Of(sha256),
  licenses: [{ license: licence === null ? { name: 'none stated by its authors' } : { id: licence } }],
  data: [{ type: 'dataset', name, classification: 'behaviour of people, without what they typed' }],
});

const modelOf = ({ manifest }: Trained, files: readonly DataFile[]) => ({
  type: 'machine-learning-model',
  'bom-ref': 'model',
  name: manifest.name,
  version: String(manifest.version),
  description: 'Group-additive int8 network: how much a visit to a web form resembles a script.',
  hashes: sha256Of(manifest.sha256),
  licenses: [{ license: { id: 'Apache-2.0' } }],
  modelCard: {
    modelParameters: {
      approach: { type: 'supervised' },
      task: 'binary classification of visits, with abstention',
      architectureFamily: 'additive multilayer perceptrons, one for each group of features',
      modelArchitecture: GROUP_NAMES.map((group) => `${group}: ${GROUPS[group].title}`).join('; '),
      datasets: files.filter(({ use }) => use === 'fit').map(({ name }) => ({ ref: `data:${name}` })),
      inputs: [{ format: `evidence of feature schema ${manifest.schema}: 8-bit integers` }],
      outputs: [{ format: 'one bounded integer contribution to the logit for each group' }],
    },
    considerations: {
      useCases: ['Triage of visits to a web form, with reasons'],
      technicalLimitations: ['A low score is the absence of known tells: see model/CARD.md'],
      ethicalConsiderations: [
        {
          name: 'People are asked for a second factor by mistake',
          mitigationStrategy: 'False alarms are measured by kind of person; no verdict refuses by itself',
        },
      ],
    },
  },
});

const USES = {
  fit: 'fit, calibrate and set thresholds',
  floor: 'bound what is plausible; never fitted',
  report: 'report on, and for nothing else',
} as const;

/** A UUID of version 8 (RFC 9562), made from the content: the same model has the same. */
function serialOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => hex.slice(from, to));
  return `urn:uuid:${a}-${b}-8${c}-a${d}-${e}`;
}

async function read(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new Refusal('file_unreadable', String(error));
  });
}

function parse(bytes: Uint8Array): TrainingData {
  try {
    const data = JSON.parse(new TextDecoder().decode(bytes)) as TrainingData;
    const isSound =
      typeof data.command === 'string' &&
      data.files.every(
        ({ name, sha256, use }) =>
          typeof name === 'string' && /^[0-9a-f]{64}$/.test(sha256) && Object.hasOwn(USES, use),
      );
    if (isSound) return data;
  } catch {
    // Refused below.
  }
  throw new Refusal('data_malformed', 'data.json: a command, and files with name, sha256 and use');
}

/** Whether the recordings are those of the list. */
async function compare({ files }: TrainingData, folder: string): Promise<void> {
  for (const { name, sha256 } of files) {
    if (pinOf(await read(join(folder, name))).sha256 !== sha256) throw new Refusal('data_changed', name);
  }
}
