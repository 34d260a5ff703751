import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/**
 * In-page navigation, without patching the methods of `history`. The Navigation API reports it; in browsers
 * without that API the address is compared at idle. No address leaves this file.
 */
export const navigation: Collector = (emit, { clock, listenTo, checks }) => {
  let address = location.href;
  const check = () => {
    if (address === location.href) return;
    address = location.href;
    emit([KIND.navigate, clock.at(0)]);
  };
  listenTo(window, 'popstate hashchange', check);
  if ('navigation' in window) listenTo(window.navigation as EventTarget, 'currententrychange', check);
  else checks.add(check);
};
