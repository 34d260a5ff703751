import { expose } from 'comlink';
import manifest from '../model/manifest.json';
import { createAnalyst } from './analyst.ts';
import { createDeps } from './deps.ts';

expose(createAnalyst(createDeps(manifest)));
