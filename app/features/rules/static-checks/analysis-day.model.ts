/** The day on which the checks make facts up; examples count on it. */
export const ANALYSIS_DAY = '2026-01-15'
