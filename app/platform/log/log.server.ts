import { type Logger, pino } from 'pino'

export type Log = Logger

/** Fields that may carry secrets or personal data and never reach a log line. */
const REDACTED = [
	'password',
	'*.password',
	'token',
	'*.token',
	'email',
	'*.email',
	'authorization',
	'cookie',
	'req.headers',
]

/** The process's structured log: one JSON object a line on standard output. */
export function createLog(level: string): Log {
	return pino({ level, redact: { paths: REDACTED, censor: '[removed]' }, base: null })
}
