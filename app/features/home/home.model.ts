/** What the tenant's own people aim at. Shown beside each figure. */
export const RELEASE_TARGET_HOURS = 24
export const RIGHT_FIRST_TARGET = 0.96
/** A hold that lasts longer is shown as too long. */
export const LONG_HOLD_DAYS = 5
/** Certificates that end within this time are shown as ending soon. */
export const SOON_DAYS = 30

export const MISSING_KINDS = ['ready', 'deviation', 'failing', 'result', 'certificate'] as const
/** The first thing that a lot in the release queue lacks. */
export type MissingKind = (typeof MISSING_KINDS)[number]
