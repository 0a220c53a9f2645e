export type Verdict = 'pass' | 'fail' | 'unknown'
export const SEVERITIES = ['minor', 'major', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]
export type DeviationStatus = 'open' | 'closed'
