import type { ModelCode } from './model.ts';

/**
 * A release of a model that a site delivers by itself: a compact JWS whose claims name every file by its hash
 * (protocol §5). The text is canonical JSON, so that no two texts say the same.
 */
export const TYP_RELEASE = 'vrd-model+jwt'; // §5
/** §5: a release that nobody renews ends within so many seconds. */
export const MAX_RELEASE_SECONDS = 90 * 86_400;
/** Longest signed manifest, characters. Chosen: half as much again as a release that two people signed. */
export const MAX_RELEASE_CHARS = 4096;
/** Longest file of a release, bytes: as long as the ONNX reader accepts. */
export const MAX_RELEASE_FILE = 256 * 1024;
/** A list of the keys that may sign releases, which a root key signs: a compact JWS as well. */
export const TYP_KEY_LIST = 'vrd-keys+jwt';
/** Its name, beside the signed manifest. */
export const KEY_LIST_FILE = 'keys.jws';
/**
 * A list that nobody renews ends within so many seconds. Chosen: the root key is taken out of its safe twice
 * a year, with a week to spare.
 */
export const MAX_KEY_LIST_SECONDS = 190 * 86_400;
/**
 * Keys that may be pinned at once: the one in use and the one before or after it, or those of two people who
 * sign together.
 */
export const MAX_RELEASE_KEYS = 2;
/** The name of the OpenSSF Model Signing bundle, beside the other files. */
export const BUNDLE_FILE = 'model.sig';
/** The same beside releases of other channels and versions, whose bundles stay what they are. */
export const bundleFileOf = ({ channel, version }: Pick<Release, 'channel' | 'version'>): string =>
  `${channel}-${version}.sig`;

export interface ReleaseFile {
  /** A name beside the signed manifest: no folder, no other site. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** What each file of a release is for: what training writes. */
export interface ReleaseFiles {
  /** The settings, as JSON. */
  readonly manifest: ReleaseFile;
  /** The network, for backends and onnxruntime-web. */
  readonly onnx: ReleaseFile;
  /** The same network for the page's integer engine. */
  readonly weights: ReleaseFile;
}

/** The claims of a signed manifest. */
export interface Release {
  readonly v: 1;
  readonly name: string;
  /** Grows with every release. */
  readonly version: number;
  /** Floor: older releases must not be used any more. */
  readonly minVersion: number;
  /** Who it is for, such as `stable`. */
  readonly channel: string;
  /** Times of issue and of its end, epoch seconds. */
  readonly iat: number;
  readonly exp: number;
  /** `SCHEMA_ID` of the features that it was trained on. */
  readonly schema: number;
  /**
   * SHA-256 of the trees that score single strokes, as JSON. They are part of the page's worker, and training
   * makes them anew: with others the same features would mean something else.
   */
  readonly trees: string;
  readonly files: ReleaseFiles;
  /** SHA-256 of the bundle `model.sig`, where there is one. */
  readonly oms?: string;
}

/** The claims of a list of keys. */
export interface KeyList {
  readonly v: 1;
  /** Grows with every list. */
  readonly version: number;
  /** Times of issue and of its end, epoch seconds. */
  readonly iat: number;
  readonly exp: number;
  /** RFC 7638 thumbprints of one or two keys that may sign releases. */
  readonly keys: readonly string[];
  /** Both of them must sign each release. @default either may */
  readonly signers?: 2 | undefined;
}

/**
 * Why a delivered model is refused, beside the codes of its files. The first of this order counts:
 * `model_malformed` · `model_key`: signed by a key that is not pinned · `model_signers`: signed by fewer
 * keys than must sign, or twice by one · `model_signature` · `model_expired` · `model_channel`: meant for
 * others · `model_rollback`: older than the floor · `model_unsupported`: for other features ·
 * `model_future`: issued later than now, in a page by more than the longest life of a release ·
 * `model_bundle`: its bundle does not fit, in a backend.
 *
 * Where a root key is pinned, its list of keys comes first: `keys_malformed` · `keys_root`: signed by a root
 * that is not pinned · `keys_signers` · `keys_signature` · `keys_expired` · `keys_rollback`: older than the
 * floor · `keys_future`: issued later than now, in a page by more than the longest life of a list.
 */
export type ReleaseCode =
  | ModelCode
  | 'model_key'
  | 'model_signers'
  | 'model_signature'
  | 'model_expired'
  | 'model_channel'
  | 'model_rollback'
  | 'model_future'
  | 'model_bundle'
  | 'keys_malformed'
  | 'keys_root'
  | 'keys_signers'
  | 'keys_signature'
  | 'keys_expired'
  | 'keys_rollback'
  | 'keys_future';

/**
 * What a site pins, in the address of its page's model and in its backend's options: the keys that sign
 * releases, or the roots that sign the list of those keys, and never both.
 */
export interface ReleasePolicy {
  /** RFC 7638 thumbprints of one or two keys. */
  readonly keys?: readonly string[] | undefined;
  /** The same of root keys. The list that they sign lies beside the signed manifest, as `keys.jws`. */
  readonly roots?: readonly string[] | undefined;
  /**
   * How many of the pinned keys must sign the same, 1 or 2: a release, and with `roots` the list of keys and,
   * by keys of that list, a release. A list may ask for two where this does not. @default 1
   */
  readonly signers?: number | undefined;
  /** Least version of the list of keys. @default 0 */
  readonly minKeyList?: number | undefined;
  /** Least version. @default 0 */
  readonly minVersion?: number | undefined;
  /** @default 'stable' */
  readonly channel?: string | undefined;
}
