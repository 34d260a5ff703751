/**
 * How the pointer gets about where it shows no movement: few samples, or none (features.md G1, 20–22). Coarse recorders and clocks
 * show people's movements so, too: what speaks is how even the few steps are.
 */
export const leap = [
  {
    name: 'leap.leap_share',
    transform: 'linear',
    min: 0,
    max: 1,
    risk: 'The pointer jumps to its targets instead of moving there.',
    trust: 'The pointer moves to its targets.',
  },
  {
    name: 'leap.even_cv',
    transform: 'linear',
    min: 0,
    max: 2,
    risk: 'The few steps of short movements are equally long.',
    trust: 'The few steps of short movements differ in length, as with a hand.',
  },
  {
    name: 'leap.straight_p50',
    transform: 'log1p',
    min: 0,
    max: 1,
    risk: 'Short movements run exactly along a line.',
    trust: 'Short movements stray from the line, as with a hand.',
  },
  {
    name: 'leap.beat_cv',
    transform: 'linear',
    min: 0,
    max: 2,
    risk: 'The few steps of short movements follow a timer.',
    trust: 'The few steps of short movements come as a device delivers them.',
  },
] as const;
