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

/** Values of rows, which the database quotes behind its message. */
const QUOTED_ROWS = /\s*- detail:[\s\S]*$/
const MAIL_ADDRESS = /[^\s<>()[\]"',;:=]+@[^\s<>()[\]"',;:=]+/g

type LoggedError = { type: string; message?: string; code?: string; stack?: string; cause?: LoggedError }

/**
 * What is written down of an error: kind, message, code and place. Its other properties stay out, and so does what the
 * message quotes of people: a mail server names the recipient, a database the row.
 */
function loggedError(error: unknown): LoggedError {
	if (!(error instanceof Error)) return { type: typeof error }
	const { code } = error as { code?: unknown }
	const frames = error.stack
		?.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.join('\n')
	return {
		type: error.constructor.name,
		message: error.message.replace(QUOTED_ROWS, '').replaceAll(MAIL_ADDRESS, '[address]'),
		...(typeof code === 'string' ? { code } : {}),
		...(frames ? { stack: frames } : {}),
		...(error.cause instanceof Error ? { cause: loggedError(error.cause) } : {}),
	}
}

/** The process's structured log: one JSON object a line on standard output, or where `to` takes them. */
export function createLog(level: string, to?: { write: (line: string) => void }): Log {
	const options = {
		level,
		redact: { paths: REDACTED, censor: '[removed]' },
		base: null,
		serializers: { err: loggedError },
	}
	return to ? pino(options, to) : pino(options)
}
