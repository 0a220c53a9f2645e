import { expect } from 'vitest'
import type { ListPage } from '#app/core/list-cursor.ts'

/** Every page of a list to its end; each says how many follow it. */
export async function walk<T>(read: (cursor: string | null) => Promise<ListPage<T>>): Promise<T[]> {
	const all: T[] = []
	let cursor: string | null = null
	do {
		const page: ListPage<T> = await read(cursor)
		all.push(...page.rows)
		expect(page.more > 0).toBe(page.nextCursor !== null)
		cursor = page.nextCursor
	} while (cursor !== null && all.length < 1_000)
	return all
}
