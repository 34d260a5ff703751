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

/** What has a target on the page. A new interaction is one file and one line. */
const targeted = { pointer, click, keyboard, focus, input, clipboard } as const;
/** What has none, and is no business of `minimal`. */
const surrounding = { wheel, scroll, visibility, navigation } as const;

/** Everything that is observed. */
export const collectorsOf = (minimal: boolean): readonly Collector[] =>
  Object.values(minimal ? targeted : { ...targeted, ...surrounding });
