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

/** Collectors of events that have a target inside the page. A new collector is one file and one line. */
const targeted = { pointer, click, keyboard, focus, input, clipboard } as const;
/** Collectors of events without such a target; `minimal` goes without them. */
const surrounding = { wheel, scroll, visibility, navigation } as const;

/** The collectors of a client. */
export const collectorsOf = (minimal: boolean): readonly Collector[] =>
  Object.values(minimal ? targeted : { ...targeted, ...surrounding });
