import { type CaseKind, isCaseKind } from '#app/features/cases/case.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** A document as a field of a step names it. */
export type StepFile = { id: string; title: string }

/** The lots that a record is about, as a sub-select that takes the record's id. */
const LOTS_OF: Record<Exclude<RecordKind, CaseKind>, string> = {
	lot: 'select ?::uuid',
	deviation: 'select lot_id from deviation where id = ?',
	delivery: 'select lot_id from shipment_line where shipment_id = ?',
	recall: 'select lot_id from recall_lot where recall_id = ?',
	order: 'select id from lot where order_id = ?',
}
const LOTS_OF_CASE = `select subject_id from quality_case_link where case_id = ? and subject_type = 'lot'`

/** A condition on `d`, a document: attached to a record, whose id stands for both signs, or to the lots that it is about. */
export const attachedTo = (
	kind: RecordKind,
): string => `exists (select 1 from document_link k where k.document_id = d.id and
	(k.subject_type = '${isCaseKind(kind) ? 'case' : kind}' and k.subject_id = ?::uuid or k.subject_type = 'lot' and k.subject_id in (${isCaseKind(kind) ? LOTS_OF_CASE : LOTS_OF[kind]})))`

/** The documents of these ids that the reader may see, by id; no statement where none is named. */
export async function filesNamed(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, StepFile>> {
	if (ids.length === 0 || !ctx.ability.can('read', 'Document')) return new Map()
	const rows = await ctx.em.execute<StepFile[]>('select id, title from document where id = any(?::uuid[])', [
		`{${ids.join(',')}}`,
	])
	return new Map(rows.map((row) => [row.id, row]))
}
