import { click } from './click.ts';
import { clipboard } from './clipboard.ts';
import type { Collector } from './context.ts';
import { focus } from './focus.ts';
import { input } from './input.ts';
import { keyboard } from './keyboard.ts';
import { navigation } from './navigation.ts';
import { pointer } from './pointer.ts';
import { scroll } from './scroll.ts';
import { visibility } from './visibility.ts';
import { wheel } from './wheel.ts';

/** Everything that is observed. A new interaction is one file and one line. */
export const collectors = {
  pointer,
  click,
  wheel,
  scroll,
  keyboard,
  focus,
  input,
  clipboard,
  visibility,
  navigation,
} as const satisfies Record<string, Collector>;
