export type { Reason } from './contract/verdict.ts';
export { inWords, sentenceOf } from './scoring/sentence.ts';
export { titleOf } from './scoring/title.ts';
