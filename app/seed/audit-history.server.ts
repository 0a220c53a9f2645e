import { type AuditNote, AuditTrail, appendEntries } from '#app/platform/audit/audit-trail.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { chunks, grouped } from './bulk-rows.ts'

/** A note with its time; `by` is the part of someone's address before the at sign, or a whole actor. */
export type DatedNote = Omit<AuditNote, 'actor'> & { at: Date; by: string | Actor }

/**
 * The audit entries of what happened before the demo was filled. They are collected in any order and chained in the
 * order of their times, as they would have been written.
 */
export class AuditHistory {
	readonly #notes: DatedNote[] = []

	add(note: DatedNote): void {
		this.#notes.push(note)
	}

	/** Appends everything to the tenant's chain; a few statements for each day on which something happened. */
	async write(ctx: Context, personOf: (name: string) => Actor): Promise<number> {
		const ordered = this.#notes.toSorted((a, b) => a.at.getTime() - b.at.getTime())
		for (const [, moment] of grouped(ordered, (note) => note.at.getTime())) {
			for (const chunk of chunks(moment)) await this.#append(ctx, chunk, personOf)
		}
		return ordered.length
	}

	async #append(ctx: Context, notes: readonly DatedNote[], personOf: (name: string) => Actor): Promise<void> {
		const trail = new AuditTrail()
		for (const { at: _at, by, ...note } of notes) {
			const actor = typeof by === 'string' ? personOf(by) : by
			trail.record({ ...note, actor: { kind: actor.kind, id: actor.id, name: actor.name } })
		}
		const now = notes[0]?.at ?? ctx.now
		await appendEntries(trail, { em: ctx.em, tenantId: ctx.tenant.id, actor: ctx.actor, requestId: null, now })
	}
}
