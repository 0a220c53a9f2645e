/** Typed values of a form kept in this tab, so that a session timeout or a lost connection loses nothing. */
const PREFIX = 'form-draft:'

/** Names whose values are never kept. */
const SECRET = /password|secret|token|otp|^code$/i

/** The values without secrets and files, by top-level name. */
export function keepable(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(values).filter(([name, value]) => !SECRET.test(name) && !isFile(value) && value !== undefined),
	)
}

const isFile = (value: unknown): boolean =>
	(typeof FileList !== 'undefined' && value instanceof FileList) ||
	(typeof Blob !== 'undefined' && value instanceof Blob)

/** Keeps a draft. Storage that is full or switched off loses the draft, never the page. */
export function saveDraft(key: string, values: Readonly<Record<string, unknown>>): void {
	try {
		sessionStorage.setItem(PREFIX + key, JSON.stringify(keepable(values)))
	} catch {
		return
	}
}

/** The kept draft, or undefined. */
export function readDraft(key: string): Record<string, unknown> | undefined {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null')
		return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? { ...kept } : undefined
	} catch {
		return undefined
	}
}

/** Forgets a draft. */
export function dropDraft(key: string): void {
	try {
		sessionStorage.removeItem(PREFIX + key)
	} catch {
		return
	}
}
