/** Servers whose configuration can be printed. */
export const SERVERS = ['nginx', 'caddy', 'vercel', 'netlify'] as const;
export type ServerName = (typeof SERVERS)[number];

/** What worker and runtime are sent with: their own policy, which the page's does not reach. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
/** Names carry no version, so a cache asks each time, and page and worker are of one release. */
const CACHING = 'no-cache';

/** Header configuration of one server for files below a path such as `/tellsign`. */
export const headersFor = (server: ServerName, path: string): string => WRITERS[server](path);

const WRITERS: Readonly<Record<ServerName, (path: string) => string>> = {
  nginx: (path) =>
    [
      `# nginx, inside server { }: files below ${path}; its other addresses go to your backend.`,
      `location ~ ^${path}/(tellsign|worker|ort|debug|inspector|reasons)\\.js$ {`,
      '  types { text/javascript js; }',
      `  add_header Cache-Control "${CACHING}";`,
      '  add_header X-Content-Type-Options nosniff;',
      `  add_header Content-Security-Policy "${WORKER_POLICY}";`,
      '}',
      `location = ${path}/ort.wasm {`,
      '  types { application/wasm wasm; }',
      `  add_header Cache-Control "${CACHING}";`,
      '}',
    ].join('\n'),
  caddy: (path) =>
    [
      '# Caddyfile, inside the block of the site.',
      `@tellsign path ${path}/*.js ${path}/ort.wasm`,
      `header @tellsign Cache-Control "${CACHING}"`,
      'header @tellsign X-Content-Type-Options nosniff',
      `@tellsign_scripts path ${path}/*.js`,
      `header @tellsign_scripts Content-Security-Policy "${WORKER_POLICY}"`,
    ].join('\n'),
  vercel: (path) => {
    const rule = (source: string, headers: Readonly<Record<string, string>>) => ({
      source,
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    });
    const shared = { 'Cache-Control': CACHING, 'X-Content-Type-Options': 'nosniff' };
    const headers = [
      rule(`${path}/(tellsign|worker|ort|debug|inspector|reasons).js`, {
        ...shared,
        'Content-Security-Policy': WORKER_POLICY,
      }),
      rule(`${path}/ort.wasm`, shared),
    ];
    return JSON.stringify({ headers }, null, 2);
  },
  netlify: (path) =>
    [
      '# _headers, in the folder that is published.',
      `${path}/*.js`,
      `  Cache-Control: ${CACHING}`,
      '  X-Content-Type-Options: nosniff',
      `  Content-Security-Policy: ${WORKER_POLICY}`,
      `${path}/ort.wasm`,
      `  Cache-Control: ${CACHING}`,
    ].join('\n'),
};
