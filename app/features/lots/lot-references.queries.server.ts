import { bareDigits } from '#app/core/gs1/check-digit.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotReferenceInput, LotReferenceKind } from './lot.model.ts'

/** A row of `lot_reference` as it is written. */
export type NewReferenceRow = { lot_id: string; kind: LotReferenceKind; value: string; value_norm: string }

/** What a lot came in, as rows: the SSCC as its 18 digits, everything once. */
export function toReferenceRows(lotId: string, references: readonly LotReferenceInput[]): NewReferenceRow[] {
	const rows = references.map(({ kind, value }) => {
		const text = kind === 'sscc' ? bareDigits(value) : value.normalize('NFC').trim()
		return { lot_id: lotId, kind, value: text, value_norm: normaliseCode(text) }
	})
	return [...new Map(rows.map((row) => [`${row.kind} ${row.value_norm}`, row])).values()]
}

/** Writes what lots came in, in one statement. */
export async function insertReferences(ctx: Context, rows: readonly NewReferenceRow[]): Promise<void> {
	if (rows.length === 0) return
	await ctx.em.execute(
		`insert into lot_reference (tenant_id, lot_id, kind, value, value_norm)
		select ?, r.lot_id, r.kind, r.value, r.value_norm from jsonb_to_recordset(?::jsonb) as r(lot_id uuid, kind text, value text, value_norm text)`,
		[ctx.tenant.id, JSON.stringify(rows)],
	)
}

/** What a lot came in, as rows. */
export async function referencesOf(ctx: Context, lotId: string): Promise<NewReferenceRow[]> {
	return ctx.em.execute<NewReferenceRow[]>(
		'select lot_id, kind, value, value_norm from lot_reference where lot_id = ? order by kind, value_norm',
		[lotId],
	)
}

/** References as an audit entry names them, in one order. */
export const namesOf = (rows: readonly NewReferenceRow[]): string[] =>
	rows.map((row) => `${row.kind} ${row.value}`).toSorted()

/** Puts these references in the place of all that a lot had. */
export async function replaceReferences(ctx: Context, lotId: string, rows: readonly NewReferenceRow[]): Promise<void> {
	await ctx.em.execute('delete from lot_reference where lot_id = ?', [lotId])
	await insertReferences(ctx, rows)
}
