/** The browser fires `pointerrawupdate`: Chromium and Firefox in secure contexts. */
export const rawUpdates = (): boolean => 'onpointerrawupdate' in window;
