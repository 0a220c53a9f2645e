import { canonicalJson } from '#app/core/canonical-json.ts'
import { entryHash, GENESIS_HASH } from '#app/core/hash-chain.server.ts'
import { addDays, isLocalDate } from '#app/core/local-date.ts'
import { startOfDayIn } from '#app/features/identity/start-of-day.model.ts'
import type { HashedEntry } from '#app/platform/audit/audit-trail.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AuditFilter } from './audit.schema.ts'
import type { SignatureView } from './signatures.queries.server.ts'
import { withheldFrom } from './withheld-attributes.server.ts'

export type AuditRow = {
	seq: number
	at: string
	actor: { kind: string; id: string | null; name: string }
	action: string
	subject: { type: string; id: string; label: string | null }
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	requestId: string | null
	previousHash: string
	hash: string
	/** The signature that it tells of, as it stands now; in exports alone. */
	signature?: SignatureView | undefined
	/** Attributes that stand in it and are not for the reader: their values are left out, the hash covers them. */
	withheld?: string[] | undefined
}

type Row = {
	seq: string | number
	at: Date | string
	actor: HashedEntry['actor']
	action: string
	subject_type: string
	subject_id: string
	subject_label: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	request_id: string | null
	previous_hash: string
	hash: string
}

const COLUMNS =
	'seq, at, actor, action, subject_type, subject_id, subject_label, before, after, reason, request_id, previous_hash, hash'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const escaped = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

const toAuditRow = (row: Row): AuditRow => ({
	seq: Number(row.seq),
	at: new Date(row.at).toISOString(),
	actor: row.actor,
	action: row.action,
	subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
	before: row.before,
	after: row.after,
	reason: row.reason,
	requestId: row.request_id,
	previousHash: row.previous_hash,
	hash: row.hash,
})

type Where = { conditions: string[]; values: unknown[] }

/** A filter as conditions. Days are those of the tenant's calendar. */
function whereOf(ctx: Context, filter: AuditFilter): Where {
	const where: Where = { conditions: [], values: [] }
	const narrow = (condition: string, ...values: unknown[]) => {
		where.conditions.push(condition)
		where.values.push(...values)
	}
	const { subject, action, actor, since, until } = filter
	if (subject && UUID.test(subject)) narrow('subject_id = ?', subject)
	else if (subject) narrow('(subject_label = ? or subject_type = ? or subject_id = ?)', subject, subject, subject)
	if (action?.includes('.')) narrow('action = ?', action)
	else if (action) narrow('action like ?', `${escaped(action)}.%`)
	if (actor && UUID.test(actor)) narrow("actor->>'id' = ?", actor)
	else if (actor) narrow("actor->>'name' ilike ?", `%${escaped(actor)}%`)
	const dayStart = (date: string, days: number) => startOfDayIn(ctx.tenant.timeZone, addDays(date, days))
	if (since) narrow('at >= ?', isLocalDate(since) ? dayStart(since, 0) : new Date(since))
	if (until) narrow('at < ?', isLocalDate(until) ? dayStart(until, 1) : new Date(until))
	return where
}

const select = ({ conditions, values }: Where, tail: string, more: unknown[]): [string, unknown[]] => [
	`select ${COLUMNS} from audit_entry ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} ${tail}`,
	[...values, ...more],
]

/** Audit entries, newest first; the cursor is the number of the last one shown. */
export async function listAudit(
	ctx: Context,
	filter: AuditFilter,
	page: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
	const where = whereOf(ctx, filter)
	const before = Number(page.cursor ?? Number.NaN)
	if (Number.isSafeInteger(before)) {
		where.conditions.push('seq < ?')
		where.values.push(before)
	}
	const rows = await ctx.em.execute<Row[]>(...select(where, 'order by seq desc limit ?', [page.limit + 1]))
	const items = await withheldFrom(ctx, rows.slice(0, page.limit).map(toAuditRow))
	return { items, nextCursor: rows.length > page.limit ? String(items.at(-1)?.seq) : null }
}

/** The entries of a filter in their order, a page at a time, up to `last`: what an export is made of. */
export async function readAuditPage(
	ctx: Context,
	filter: AuditFilter,
	range: { after: number; last: number; limit: number },
): Promise<AuditRow[]> {
	const where = whereOf(ctx, filter)
	where.conditions.push('seq > ?', 'seq <= ?')
	where.values.push(range.after, range.last)
	const rows = await ctx.em.execute<Row[]>(...select(where, 'order by seq limit ?', [range.limit]))
	return withheldFrom(ctx, rows.map(toAuditRow))
}

/** How many entries a filter finds; counts no further than `most`. */
export async function countAudit(ctx: Context, filter: AuditFilter, most: number): Promise<number> {
	const { conditions, values } = whereOf(ctx, filter)
	const [row] = await ctx.em.execute<{ count: number }[]>(
		`select count(*)::int as count from (select 1 from audit_entry ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} limit ?) found`,
		[...values, most],
	)
	return row?.count ?? 0
}

/** An entry with what proves it: whether its hash follows from its content, and whether it names the entry before. */
export type ProvenEntry = AuditRow & { proof: { content: boolean; link: boolean } }

/** One entry, recomputed now; null when there is none with this number. */
export async function readAuditEntry(ctx: Context, seq: number): Promise<ProvenEntry | null> {
	const rows = await ctx.em.execute<Row[]>(`select ${COLUMNS} from audit_entry where seq in (?, ?) order by seq`, [
		seq - 1,
		seq,
	])
	const row = rows.find((one) => Number(one.seq) === seq)
	if (!row) return null
	const before = rows.find((one) => Number(one.seq) === seq - 1)?.hash ?? (seq === 1 ? GENESIS_HASH : null)
	const content = canonicalJson({ tenantId: ctx.tenant.id, ...hashedOf(row) } satisfies HashedEntry)
	const [shown = toAuditRow(row)] = await withheldFrom(ctx, [toAuditRow(row)])
	return {
		...shown,
		proof: { content: entryHash(row.previous_hash, content) === row.hash, link: before === row.previous_hash },
	}
}

const hashedOf = (row: Row): Omit<HashedEntry, 'tenantId'> => ({
	seq: Number(row.seq),
	at: new Date(row.at).toISOString(),
	actor: row.actor,
	action: row.action,
	subjectType: row.subject_type,
	subjectId: row.subject_id,
	subjectLabel: row.subject_label,
	before: row.before,
	after: row.after,
	reason: row.reason,
	requestId: row.request_id,
})

const PAGE = 10_000

/** Entries of the chain in their order, with what their hashes cover. */
export async function readChainPage(
	ctx: Context,
	after: number,
): Promise<{ rows: (Omit<HashedEntry, 'tenantId'> & { previousHash: string; hash: string })[]; full: boolean }> {
	const rows = await ctx.em.execute<Row[]>(`select ${COLUMNS} from audit_entry where seq > ? order by seq limit ?`, [
		after,
		PAGE,
	])
	return {
		rows: rows.map((row) => ({ ...hashedOf(row), previousHash: row.previous_hash, hash: row.hash })),
		full: rows.length === PAGE,
	}
}

/** The last entry of the chain as its head names it; null before the first. */
export async function readChainHead(ctx: Context): Promise<{ seq: number; hash: string } | null> {
	const [head] = await ctx.em.execute<{ seq: string; hash: string }[]>(
		'select seq, hash from audit_head where tenant_id = ?',
		[ctx.tenant.id],
	)
	return head ? { seq: Number(head.seq), hash: head.hash } : null
}

export type ChainState = {
	length: number
	head: string | null
	/** The newest signed checkpoints, oldest first. */
	checkpoints: { seq: number; at: string; hash: string }[]
}

/** How long the chain is, its head, and its last signed checkpoints. */
export async function readChainState(ctx: Context, most = 24): Promise<ChainState> {
	const head = await readChainHead(ctx)
	const rows = await ctx.em.execute<{ seq: string; hash: string; at: Date | string }[]>(
		'select seq, hash, at from audit_checkpoint order by seq desc limit ?',
		[most],
	)
	const checkpoints = rows.map((row) => ({ seq: Number(row.seq), at: new Date(row.at).toISOString(), hash: row.hash }))
	return { length: head?.seq ?? 0, head: head?.hash ?? null, checkpoints: checkpoints.reverse() }
}

/** Ids of the tenants, by key; of one tenant where its key is given. Read as the owner: the command line has no tenant. */
export async function tenantsToVerify(key: string | null): Promise<string[]> {
	const rows = await getPortal()
		.orm.em.fork()
		.execute<{ id: string }[]>(
			`select id from tenant ${key === null ? '' : 'where key = ?'} order by key`,
			key === null ? [] : [key],
		)
	return rows.map((row) => row.id)
}
