import { composedPointer, impulseBell, plateauBell, warpedBell } from './composed/pointer.ts';
import { composedTyping, gammaTime, logNormalTime, tailedTime } from './composed/typing.ts';
import type { PointerFamily, TypingFamily } from './family.ts';
import { arc } from './pointer/arc.ts';
import { bezier } from './pointer/bezier.ts';
import { blend } from './pointer/blend.ts';
import { bridge } from './pointer/bridge.ts';
import { cursor } from './pointer/cursor.ts';
import { feedback } from './pointer/feedback.ts';
import { fourier } from './pointer/fourier.ts';
import { jitter } from './pointer/jitter.ts';
import { line } from './pointer/line.ts';
import { minimumJerkReach } from './pointer/minimum-jerk.ts';
import { mosaic } from './pointer/mosaic.ts';
import { population } from './pointer/population.ts';
import { copy, replay } from './pointer/replay.ts';
import { sigmaLognormal } from './pointer/sigma-lognormal.ts';
import { spline } from './pointer/spline.ts';
import { spring } from './pointer/spring.ts';
import { stepped } from './pointer/stepped.ts';
import { synthesis } from './pointer/synthesis.ts';
import { teleport } from './pointer/teleport.ts';
import { scriptedPath, scriptedTiming } from './pointer/timing-swap.ts';
import { tremor } from './pointer/tremor.ts';
import { twoPhase } from './pointer/two-phase.ts';
import { windmouse } from './pointer/windmouse.ts';
import { wobble } from './pointer/wobble.ts';
import { bursts } from './typing/bursts.ts';
import { constant } from './typing/constant.ts';
import { drifting } from './typing/drifting.ts';
import { imitator } from './typing/imitator.ts';
import { lognormal } from './typing/lognormal.ts';
import { markov } from './typing/markov.ts';
import { normal } from './typing/normal.ts';
import { resampled } from './typing/resampled.ts';
import { scriptedDwell } from './typing/scripted-dwell.ts';
import { shuffled } from './typing/shuffled.ts';
import { skewed } from './typing/skewed.ts';
import { table } from './typing/table.ts';
import { uniform } from './typing/uniform.ts';

/**
 * Every simulated pointer script. A family is one file and one line here. The composed ones have a typing
 * script of the same name: one person in both.
 */
export const pointerFamilies = {
  line,
  jitter,
  bezier,
  cursor,
  windmouse,
  'minimum-jerk': minimumJerkReach,
  'sigma-lognormal': sigmaLognormal,
  wobble,
  spline,
  spring,
  fourier,
  arc,
  'two-phase': twoPhase,
  bridge,
  feedback,
  synthesis,
  'scripted-timing': scriptedTiming,
  'scripted-path': scriptedPath,
  blend,
  mosaic,
  population,
  tremor,
  stepped,
  teleport,
  'composed-warped': composedPointer(warpedBell),
  'composed-impulse': composedPointer(impulseBell),
  'composed-plateau': composedPointer(plateauBell),
} as const satisfies Record<string, PointerFamily>;

/** Every simulated typing script. */
export const typingFamilies = {
  constant,
  uniform,
  normal,
  lognormal,
  markov,
  drifting,
  table,
  bursts,
  resampled,
  'scripted-dwell': scriptedDwell,
  skewed,
  imitator,
  shuffled,
  'composed-warped': composedTyping(logNormalTime),
  'composed-impulse': composedTyping(gammaTime),
  'composed-plateau': composedTyping(tailedTime),
} as const satisfies Record<string, TypingFamily>;

export { scrollFamilies } from './scroll/scroll.ts';
export { touchFamilies } from './touch/swipe.ts';

/** Scripts that are measured and reported, never learnt from. */
export const reportedFamilies = { copy, replay } as const satisfies Record<string, PointerFamily>;
