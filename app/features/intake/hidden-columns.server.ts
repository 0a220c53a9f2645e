import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RowProblem } from './import.model.ts'
import type { StoredInspection, StoredMapping } from './import-record.model.ts'
import { attributeKeyOf } from './target-fields.model.ts'

type Stored = { inspection?: StoredInspection | null | undefined; mapping?: StoredMapping | null | undefined }

/**
 * Columns of a file, from 0, that become attributes which the dictionary hides from the actor, by what is chosen for them
 * or was proposed: what stands in them is for others' eyes.
 */
export async function hiddenColumns(ctx: Context, { inspection, mapping }: Stored): Promise<ReadonlySet<number>> {
	const { hidden } = await attributeSight(ctx, 'lot')
	if (hidden.size === 0) return new Set()
	return new Set(
		[...(inspection?.proposal ?? []), ...(mapping?.columns ?? [])].flatMap(({ column, field }) =>
			hidden.has(attributeKeyOf(field) ?? '') ? [column] : [],
		),
	)
}

const NOT_SHOWN = { en: 'Not shown to you', 'zh-CN': '不向您显示' }

/** What was found in a file without what stands in hidden columns, and without what they become. */
export function maskInspection(inspection: StoredInspection, columns: ReadonlySet<number>): StoredInspection {
	if (columns.size === 0) return inspection
	return {
		...inspection,
		columns: inspection.columns.map((column) => (columns.has(column.index) ? { ...column, samples: [] } : column)),
		proposal: inspection.proposal.map((one) =>
			columns.has(one.column) ? { ...one, field: null, confidence: 0, reason: NOT_SHOWN } : one,
		),
	}
}

/** How the columns are read, without what hidden ones become and what was repaired in them. */
export function maskMapping(mapping: StoredMapping, columns: ReadonlySet<number>): StoredMapping {
	if (columns.size === 0) return mapping
	const { repairs } = mapping
	return {
		columns: mapping.columns.map((one) => (columns.has(one.column) ? { column: one.column, field: null } : one)),
		...(repairs ? { repairs: repairs.filter((one) => !columns.has(one.column)) } : {}),
	}
}

/** A problem of a row as somebody is told who may not see the value: that there is one, and in which row. */
export const maskProblem = (problem: RowProblem, columns: ReadonlySet<number>): RowProblem =>
	problem.column === null || !columns.has(problem.column)
		? problem
		: {
				row: problem.row,
				field: null,
				column: null,
				value: '',
				code: problem.code,
				severity: problem.severity,
				message: {
					en: 'A value that is not shown to you was not taken. Ask somebody who may see it.',
					'zh-CN': '有一个不向您显示的值未被采用，请联系有权查看的人员。',
				},
			}

/** Choices for columns with those of hidden ones as they are stored: nobody changes what is kept from them. */
export const keepHidden = (
	chosen: StoredMapping['columns'],
	stored: StoredMapping['columns'],
	columns: ReadonlySet<number>,
): StoredMapping['columns'] =>
	[...chosen.filter((one) => !columns.has(one.column)), ...stored.filter((one) => columns.has(one.column))].sort(
		(a, b) => a.column - b.column,
	)
