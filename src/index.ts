export type { EngineChoice, Inspection, Privacy } from './contract/analyst.ts';
export type { Recording } from './contract/recording.ts';
export type { Result } from './contract/result.ts';
export type { Degraded, EngineName, GroupContributions, Level, Reason, Verdict } from './contract/verdict.ts';
export { guardForms } from './page/form.ts';
export { load } from './page/load.ts';
export type { Options } from './page/options.ts';
export { type SignedFetchOptions, signedFetch } from './page/signed-fetch.ts';
export type { AssessOptions, Events, Tellsign } from './page/tellsign.ts';
