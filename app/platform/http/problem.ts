/** One thing that is wrong, with where. */
export type ProblemItem = { path?: string; code: string; message: string; detail?: unknown }

export type Problem = {
	type: string
	title: string
	status: number
	detail?: string
	code: string
	errors?: ProblemItem[]
}

const TITLES: Record<number, string> = {
	400: 'Malformed request',
	401: 'Not authenticated',
	403: 'Not allowed',
	404: 'Not found',
	405: 'Method not allowed',
	409: 'State conflict',
	412: 'Out of date',
	413: 'Too large',
	415: 'Unsupported media type',
	422: 'Refused',
	428: 'Precondition required',
	429: 'Too many requests',
	500: 'Internal error',
	503: 'Not ready',
}

/** A body of RFC 9457. `code` is stable and kebab-case. */
export function problem(status: number, code: string, detail?: string, errors?: ProblemItem[]): Problem {
	return {
		type: `https://lotline.example/problems/${code}`,
		title: TITLES[status] ?? 'Error',
		status,
		code,
		...(detail ? { detail } : {}),
		...(errors ? { errors } : {}),
	}
}

/** Carries a problem out of parsing, or out of whatever runs before a unit of work. */
export class ApiProblem extends Error {
	readonly problem: Problem
	readonly headers: Record<string, string>
	constructor(body: Problem, headers: Record<string, string> = {}) {
		super(body.code)
		this.problem = body
		this.headers = headers
	}
}

/** The same as an answer. */
export const problemResponse = (body: Problem, headers: Record<string, string> = {}): Response =>
	new Response(JSON.stringify(body), {
		status: body.status,
		headers: { 'Content-Type': 'application/problem+json', ...headers },
	})
