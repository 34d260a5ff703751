import type { Reviewer, Role } from '../decide/index.ts';

/** Whether somebody has a role. */
export const may = ({ roles }: Reviewer, role: Role): boolean => roles.includes(role);
