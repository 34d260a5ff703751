/**
 * Habits of single keys and words: what fingers do again at the same place, and a script that draws at random does not
 * (features.md G4, 70–76). Key identities never leave the collector; places are numbers of this visit only.
 */
export const habit = [
  {
    name: 'habit.pair_steady',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'The same two keys never follow one another at the same pace.',
    trust: 'The same two keys follow one another at much the same pace each time.',
  },
  {
    name: 'habit.key_steady',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'One and the same key is held now long, now short.',
    trust: 'Each key is held in its own way.',
  },
  {
    name: 'habit.dwell_autocorr',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'How long a key is held has nothing to do with the key before.',
    trust: 'Holding times drift as those of a hand do.',
  },
  {
    name: 'habit.iki_autocorr2',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'Pauses between keys are drawn without regard to those before.',
    trust: 'Fast and slow stretches of typing alternate as with a person.',
  },
  {
    name: 'habit.iki_skew',
    transform: 'linear',
    min: 0,
    max: 8,
    risk: 'Fast and slow keys are balanced unlike those of a person.',
    trust: 'Fast and slow keys are balanced like those of a person.',
  },
  {
    name: 'habit.iki_floor',
    transform: 'linear',
    min: 0,
    max: 1,
    risk: 'The fastest keys come at an unusual pace for this typist.',
    trust: 'The fastest keys come as fast as they should.',
  },
  {
    name: 'habit.dwell_skew',
    transform: 'linear',
    min: 0,
    max: 8,
    risk: 'Short and long holds are balanced unlike those of a finger.',
    trust: 'Short and long holds are balanced like those of a finger.',
  },
  {
    name: 'habit.word_start',
    transform: 'linear',
    min: -2,
    max: 2,
    risk: 'New words begin without the pause a person makes, or with one drawn by rule.',
    trust: 'New words begin with a pause, as with a person.',
  },
] as const;
