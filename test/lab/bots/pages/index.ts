import type { LabPage } from '../task.ts';
import { checkout } from './checkout.ts';
import { claim } from './claim.ts';
import { login } from './login.ts';
import { planner } from './planner.ts';

/** Every page of the lab; a visit's page is drawn in turn. */
export const PAGES: readonly LabPage[] = [checkout, login, claim, planner];
