import { routes } from 'tellsign/server';
import { verifier } from '../../../tellsign/verifier.mjs';

export const POST = routes({ verifier, actions: ['checkout'] });
export const GET = POST; // health
