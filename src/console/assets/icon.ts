/** The console's mark, for the browser's tab. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="5" fill="#2f4a3d"/>
<path d="M3 11c2.2-6 3.6-6 4.6 0s2.4 6 4.6-1.5S15.6 4 17 8" fill="none" stroke="#fffdf6" stroke-width="1.8" stroke-linecap="round"/></svg>`;
