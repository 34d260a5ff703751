/** What somebody may do in the console. */
export type Role = 'read' | 'label' | 'publish';

/** Who uses it, as the site's login knows him. */
export interface Reviewer {
  /** Name by which his answers are recorded. */
  readonly id: string;
  readonly roles: readonly Role[];
}

/** Whether somebody has a role. */
export const may = ({ roles }: Reviewer, role: Role): boolean => roles.includes(role);
