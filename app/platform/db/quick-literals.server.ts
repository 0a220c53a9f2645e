import type { Orm } from './orm.server.ts'

/**
 * A text as a literal of PostgreSQL, whatever `standard_conforming_strings` says: the same as the mapper's own, which adds
 * character by character and so leaves an object for each of them. A thousand rows as one JSON text were 13 MB of those
 * in every statement, and survived the young generation.
 */
export function escapeLiteral(text: string): string {
	const quoted = `'${text.replaceAll("'", "''")}'`
	return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** Lets the mapper write its literals so. */
export function writeLiteralsQuickly(orm: Orm): void {
	Object.assign(orm.driver.getPlatform(), { escapeLiteral })
}
