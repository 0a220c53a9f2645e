import { canonicalJson } from '#app/core/canonical-json.ts'
import { valueDigests } from '#app/core/value-digests.server.ts'
import { type Plan, planSql, signedPlanOf } from '#app/features/cases/case-plan.queries.server.ts'
import { signedHash } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Whether a signature still means something: `good`; `altered`, its hash is not that of its content and record, as after
 * it was copied to another record; `not-in-chain`, the audit trail knows no such signature; `record-changed`, the record
 * says something else now than was signed (21 CFR 11.70: signatures cannot be excised, copied or transferred).
 */
export type SignatureStanding = 'good' | 'altered' | 'not-in-chain' | 'record-changed'

export type SignedRow = {
	subjectType: string
	subjectId: string
	subjectVersion: number
	content: Record<string, unknown>
	contentHash: string
	/** An entry of the chain says the same: who, what for, why, which version, which hash. */
	inChain: boolean
}

/** Name under which a record says that another has taken its place. */
const REPLACED = 'replacedByAnother'

const CASE = `select json_build_object('number', number, 'kind', kind, 'title', title, 'description', description, 'topic', topic, 'severity', severity,
	'partyId', party_id, 'siteId', site_id, 'cause', cause, 'conclusion', conclusion, 'effectivenessCheck', effectiveness_check,
	'effectivenessResult', effectiveness_result, 'effectiveOn', effective_on::text, 'change', change, 'plan', ${planSql('quality_case.id')}) as present from quality_case where id = ?::uuid`
const DEFINITION = `select json_build_object('key', key, 'contentHash', content_hash) as present from definition_version where id = ?::uuid`

/** What is filled in as a record goes its way: while it was empty it was not signed, and whoever reopens signs nothing of it. */
const BY_AND_BY: ReadonlySet<string> = new Set([
	'supplierLot',
	'revisionId',
	'cause',
	'conclusion',
	'effectivenessCheck',
	'effectivenessResult',
	'effectiveOn',
	'measureDigests',
])

/** What a record says of itself now, of that what does not change with its course, under the names that were signed. */
const PRESENT: Readonly<Record<string, string>> = {
	lot: `select json_build_object('code', code, 'itemId', item_id, 'unit', unit, 'manufacturedOn', manufactured_on::text, 'expiresOn', expires_on::text,
		'supplierId', supplier_id, 'supplierLot', supplier_lot, 'revisionId', revision_id, 'attributes', attributes) as present from lot where id = ?::uuid`,
	recall: `select json_build_object('number', number, 'title', title, 'recallClass', recall_class, 'reason', reason) as present from recall_case where id = ?::uuid`,
	deviation: `select json_build_object('number', number, 'lotId', lot_id, 'title', title, 'severity', severity, 'conclusion', conclusion) as present from deviation where id = ?::uuid`,
	order: `select json_build_object('number', number, 'itemId', item_id, 'revisionId', revision_id, 'siteId', site_id, 'line', line, 'unit', unit) as present from production_order where id = ?::uuid`,
	capa: CASE,
	change: CASE,
	complaint: CASE,
	return: CASE,
	'rule-set': DEFINITION,
	workflow: DEFINITION,
	event: `select json_build_object('${REPLACED}', exists (select 1 from trace_event c where c.corrects_id = e.id)) as present from trace_event e where e.id = ?::uuid`,
}

/** What records say now, by id, those whose content is kept in versions of their own left out. One statement for each kind. */
export async function readPresents(
	ctx: Context,
	rows: readonly Pick<SignedRow, 'subjectType' | 'subjectId'>[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
	const presents = new Map<string, Record<string, unknown>>()
	for (const [type, some] of Map.groupBy(rows, ({ subjectType }) => subjectType)) {
		const sql = PRESENT[type]
		if (!sql) continue
		const ids = [...new Set(some.map(({ subjectId }) => subjectId))]
		const found = await ctx.em.execute<{ id: string; present: Record<string, unknown> | null }[]>(
			`select x.id, (${sql.replace('?::uuid', 'x.id')}) as present from unnest(?::uuid[]) as x(id)`,
			[`{${ids.join(',')}}`],
		)
		for (const { id, present } of found) if (present) presents.set(id, withDigests(id, present))
	}
	return presents
}

/** A case's measures stand in what was signed by their digests. */
function withDigests(id: string, { plan, ...present }: Record<string, unknown>): Record<string, unknown> {
	return plan ? { ...present, ...signedPlanOf(id, plan as Plan) } : present
}

/** What the record of signatures says now; null for kinds whose content is kept in versions of their own. */
export async function readPresent(
	ctx: Context,
	{ subjectType, subjectId }: Pick<SignedRow, 'subjectType' | 'subjectId'>,
): Promise<Record<string, unknown> | null> {
	return (await readPresents(ctx, [{ subjectType, subjectId }])).get(subjectId) ?? null
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Whether an attribute that was signed has another value now, or none; what was given later was not signed. */
function attributesChanged(id: string, then: Record<string, unknown>, present: Record<string, unknown>): boolean {
	const { attributeDigests } = then
	const { attributes } = present
	if (!Array.isArray(attributeDigests) || typeof attributes !== 'object' || attributes === null) return false
	const now = new Set(valueDigests(id, attributes as Record<string, unknown>))
	return attributeDigests.some((digest) => !now.has(String(digest)))
}

/** How a signature stands, given what its record says now. */
export function standingOf(row: SignedRow, present: Record<string, unknown> | null): SignatureStanding {
	const { subjectType: type, subjectId: id, subjectVersion: version, content } = row
	if (signedHash({ type, id, version, content }) !== row.contentHash) return 'altered'
	if (!row.inChain) return 'not-in-chain'
	if (!present) return 'good'
	if (present[REPLACED] === true) return 'record-changed'
	const { record } = content
	const then = typeof record === 'object' && record !== null ? (record as Record<string, unknown>) : content
	const isSigned = (name: string) =>
		name in then && !(BY_AND_BY.has(name) && (isEmpty(then[name]) || content.transition === 'reopen'))
	const changed =
		attributesChanged(id, then, present) ||
		Object.entries(present).some(
			([name, value]) => isSigned(name) && canonicalJson(then[name] ?? null) !== canonicalJson(value ?? null),
		)
	return changed ? 'record-changed' : 'good'
}
