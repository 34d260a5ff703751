/** SDK build id, the verdict's `bld` (protocol §1.3: 8–16 characters). */
export const BUILD = 'tellsign-0.1.0';
