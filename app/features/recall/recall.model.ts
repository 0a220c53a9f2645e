export const RECALL_CLASSES = ['I', 'II', 'III'] as const
/** Health hazard class, I the gravest (21 CFR 7.3(m)). */
export type RecallClass = (typeof RECALL_CLASSES)[number]

export const NOTICE_STATUSES = ['queued', 'sent', 'failed', 'opened', 'partial', 'answered'] as const
export type NoticeStatus = (typeof NOTICE_STATUSES)[number]

/** What became of the quantity shipped, as decimal strings in the lot's unit; parts add up to what was shipped. */
export type RecallAnswer = { returned: string; quarantined: string; used: string; destroyed: string; unknown: string }
