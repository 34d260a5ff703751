import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const FILE = 'THIRD-PARTY-NOTICES';
const INTRODUCTION = 'tellsign is licensed under Apache-2.0. Its files contain code of these packages:';
const RULE = '-'.repeat(80);

/**
 * Folder of the npm package that a module belongs to, and null for the project's own modules. Plugins put a
 * zero before the names of modules that they make.
 */
const packageOf = (id) =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replace(/^\0/, ''))?.[0] ?? null;

/** The licence that the package ships or, for a package that ships none, the text that lies here. */
function licenceOf(folder, name) {
  const own = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const kept = new URL(`${name.replace('/', '-')}.txt`, import.meta.url);
  if (own) return readFileSync(`${folder}/${own}`, 'utf8');
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  throw new Error(`notices: ${name} ships no licence; add its text as ${kept.pathname}`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return `${RULE}\n${name} ${version} (${license})\n${RULE}\n\n${licenceOf(folder, name).trim()}\n`;
}

/**
 * Two Rollup plugins. `collect` notes the npm packages that a bundle contains. `write` belongs to the last
 * bundle and writes the licences of all noted packages to a file in each folder.
 */
export function createNotices(outs) {
  const folders = new Set();
  const collect = () => ({
    name: 'collect-notices',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      for (const folder of ids.map(packageOf)) if (folder) folders.add(folder);
    },
  });
  const write = () => ({
    name: 'write-notices',
    async writeBundle() {
      const notices = [...folders].sort().map(noticeOf);
      const text = [INTRODUCTION, ...notices].join('\n\n');
      await Promise.all(outs.map((out) => writeFile(`${out}/${FILE}`, text)));
    },
  });
  return { collect, write };
}
