import { canonicalJson } from '#app/core/canonical-json.ts'
import { entryHash, GENESIS_HASH } from '#app/core/hash-chain.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import { asLast } from '#app/platform/db/join-begin.server.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import { asRecords, insertOf } from '#app/platform/db/records.server.ts'
import { type AuditActor, AuditEntry, type AuditSubject } from './audit.entity.server.ts'

/** What a use case says about a change. Values must be plain JSON; never a password, token or file content. */
export type AuditNote = {
	action: string
	subject: AuditSubject
	before?: Record<string, unknown> | null
	after?: Record<string, unknown> | null
	reason?: string | null
	/** Who did it, where it is not the context's actor: the holder of a recall link, who gives a name. */
	actor?: AuditActor
}

/** Collects what a unit of work changed; the entries are chained and written last, just before the commit. */
export class AuditTrail {
	readonly #notes: AuditNote[] = []

	/** Notes one change. Every mutation calls this once for each record that people would look up. */
	record(note: AuditNote): void {
		this.#notes.push(note)
	}

	get notes(): readonly AuditNote[] {
		return this.#notes
	}
}

/** The fields that an entry's hash covers, in the form in which they are stored and verified. */
export type HashedEntry = {
	tenantId: string
	seq: number
	at: string
	actor: AuditActor
	action: string
	subjectType: string
	subjectId: string
	subjectLabel: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	requestId: string | null
}

const plain = (value: Record<string, unknown> | null | undefined): Record<string, unknown> | null =>
	value ? (JSON.parse(JSON.stringify(value)) as Record<string, unknown>) : null

const actorOf = (actor: Actor): AuditActor => ({ kind: actor.kind, id: actor.id, name: actor.name })

type Chain = { em: Em; tenantId: string; actor: Actor; requestId: string | null; now: Date }

/**
 * Appends the collected notes to the tenant's chain, in one statement, under the lock of the chain's head. The last
 * thing a unit of work does; the entries go with the commit, so that the lock is held for one round trip only.
 */
export async function appendEntries(trail: AuditTrail, chain: Chain): Promise<void> {
	if (trail.notes.length === 0) return
	const { em, tenantId } = chain
	const head = (await lockHead(chain)) ?? (await beginChain(chain))
	let seq = Number(head.seq)
	let previousHash = head.hash
	const rows = trail.notes.map((note) => {
		seq += 1
		const entry: HashedEntry = {
			tenantId,
			seq,
			at: chain.now.toISOString(),
			actor: note.actor ?? actorOf(chain.actor),
			action: note.action,
			subjectType: note.subject.type,
			subjectId: note.subject.id,
			subjectLabel: note.subject.label ?? null,
			before: plain(note.before),
			after: plain(note.after),
			reason: note.reason ?? null,
			requestId: chain.requestId,
		}
		const hash = entryHash(previousHash, canonicalJson(entry))
		const row = { ...entry, at: chain.now, previousHash, hash }
		previousHash = hash
		return row
	})
	const records = asRecords(em, AuditEntry, rows)
	await em.execute(
		asLast(`with head as (update audit_head set seq = ?, hash = ? where tenant_id = ?) ${insertOf(records)}`),
		[seq, previousHash, tenantId, ...records.params],
	)
}

type Head = { seq: string; hash: string }

async function lockHead({ em, tenantId }: Chain): Promise<Head | undefined> {
	const [head] = await em.execute<Head[]>('select seq, hash from audit_head where tenant_id = ? for update', [tenantId])
	return head
}

async function beginChain(chain: Chain): Promise<Head> {
	await chain.em.execute('insert into audit_head (tenant_id, seq, hash) values (?, 0, ?) on conflict do nothing', [
		chain.tenantId,
		GENESIS_HASH,
	])
	const head = await lockHead(chain)
	if (!head) throw new Error('The audit chain has no head')
	return head
}
