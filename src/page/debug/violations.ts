/** What the page's policy has refused so far. */
export interface Violations {
  /** For the console: the directive that refused something of this kind; undefined for none. */
  find(kind: 'worker' | 'connect'): Promise<string | undefined>;
}

/** The event may come this much after what was refused has failed, ms. Chosen: a task or two. */
const EVENT_MS = 100;
const DIRECTIVES = {
  worker: /^(worker-src|child-src|script-src|require-trusted-types-for|trusted-types)/,
  connect: /^(connect-src|default-src)/,
} as const;

/** Collects violations from now on and, in browsers that keep them, those before. */
export function watchViolations(): Violations {
  const seen: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
  if (typeof ReportingObserver === 'function') {
    const listen: ReportingObserverCallback = (reports) => {
      for (const { body } of reports) {
        if (body && 'effectiveDirective' in body) seen.push(String(body.effectiveDirective));
      }
    };
    new ReportingObserver(listen, { types: ['csp-violation'], buffered: true }).observe();
  }
  const find = (kind: keyof typeof DIRECTIVES) => seen.find((directive) => DIRECTIVES[kind].test(directive));
  return {
    find: async (kind) => {
      if (!find(kind)) await new Promise<void>((done) => setTimeout(done, EVENT_MS));
      return find(kind);
    },
  };
}
