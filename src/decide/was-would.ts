/** Something as it was, and as it would be. */
export interface WasWould {
  readonly was: number;
  readonly would: number;
}
