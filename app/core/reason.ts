/** The least that counts as a reason, in characters without the space around it. Two, as 试用 is a whole one. */
export const LEAST_REASON = 2

/** Whether a text says why. */
export const isReason = (text: string): boolean => text.trim().length >= LEAST_REASON
