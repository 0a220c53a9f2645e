import { canonicalJson } from '#app/core/canonical-json.ts'
import { entryHash, GENESIS_HASH } from '#app/core/hash-chain.server.ts'
import { AuditEntry, AuditHead } from '#app/platform/audit/audit.entity.server.ts'
import type { AuditNote, HashedEntry } from '#app/platform/audit/audit-trail.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { chunks } from './bulk-rows.ts'

/** A note with its time; `by` is the part of someone's address before the at sign, or a whole actor. */
export type DatedNote = Omit<AuditNote, 'actor'> & { at: Date; by: string | Actor }

/**
 * The audit entries of what happened before the demo was filled. They are collected in any order and chained in the
 * order of their times, as they would have been written. Whatever else the unit of work notes comes after them.
 */
export class AuditHistory {
	readonly #notes: DatedNote[] = []

	add(note: DatedNote): void {
		this.#notes.push(note)
	}

	/**
	 * Begins the tenant's chain with everything collected; answers how many entries.
	 * @throws when the tenant has a chain already.
	 */
	async begin(ctx: Context, personOf: (name: string) => Actor): Promise<number> {
		const ordered = this.#notes.toSorted((a, b) => a.at.getTime() - b.at.getTime())
		let previousHash = GENESIS_HASH
		const rows = ordered.map((note, place) => {
			const entry = entryOf(ctx.tenant.id, place + 1, note, typeof note.by === 'string' ? personOf(note.by) : note.by)
			const hash = entryHash(previousHash, canonicalJson(entry))
			const row = { ...entry, at: note.at, previousHash, hash }
			previousHash = hash
			return row
		})
		for (const chunk of chunks(rows, 800)) await ctx.em.insertMany(AuditEntry, chunk)
		await ctx.em.insertMany(AuditHead, [{ tenantId: ctx.tenant.id, seq: rows.length, hash: previousHash }])
		return rows.length
	}
}

const plain = (value: Record<string, unknown> | null | undefined): Record<string, unknown> | null =>
	value ? (JSON.parse(JSON.stringify(value)) as Record<string, unknown>) : null

function entryOf(tenantId: string, seq: number, note: DatedNote, actor: Actor): HashedEntry {
	return {
		tenantId,
		seq,
		at: note.at.toISOString(),
		actor: { kind: actor.kind, id: actor.id, name: actor.name },
		action: note.action,
		subjectType: note.subject.type,
		subjectId: note.subject.id,
		subjectLabel: note.subject.label ?? null,
		before: plain(note.before),
		after: plain(note.after),
		reason: note.reason ?? null,
		requestId: null,
	}
}
