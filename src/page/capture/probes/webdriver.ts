/** The browser says that it is driven by a program. */
export const webdriver = (): boolean => navigator.webdriver === true;
