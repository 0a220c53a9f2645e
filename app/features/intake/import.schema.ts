import { z } from 'zod'
import { TARGET_FIELDS } from './target-fields.model.ts'

/** How one column is to be read: what a person chose, or what was proposed. */
export const columnChoiceSchema = z.object({
	column: z.int().min(0).max(199),
	field: z
		.union([
			z.enum([...TARGET_FIELDS, 'ignore']),
			z.templateLiteral(['attr.', z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/)]),
		])
		.nullable(),
	dayMonth: z.enum(['dmy', 'mdy']).optional(),
	decimals: z.enum(['comma', 'point']).optional(),
	unit: z.string().max(3).optional(),
})

/** How the columns of a file become fields of lots. */
export const mappingSchema = z.object({ columns: z.array(columnChoiceSchema).max(200) })
export type ImportMapping = z.infer<typeof mappingSchema>

/** What to do with the rows: all or none, or the good ones. */
export const commitModeSchema = z.enum(['all-or-nothing', 'good-rows'])
export const importModeSchema = z.enum(['dry-run', 'all-or-nothing', 'good-rows'])

/** The largest file that is taken, in bytes. */
export const MAX_IMPORT_BYTES = 25 * 1024 * 1024

/** A chosen file, in the browser (a list of files) or on the server (the file). */
const given = (value: unknown): { size: number } | null => {
	const first = typeof value === 'object' && value !== null && '0' in value ? value[0] : value
	if (typeof first !== 'object' || first === null || !('size' in first)) return null
	return typeof first.size === 'number' && first.size > 0 ? { size: first.size } : null
}

/** The form that takes a file in. `own` stands for the tenant's own stock. Messages are keys of the `intake` texts. */
export const newImportSchema = z.object({
	party: z.union([z.literal('own'), z.uuid()], 'new.supplierMissing'),
	file: z
		.unknown()
		.refine((value) => given(value) !== null, 'new.fileMissing')
		.refine((value) => (given(value)?.size ?? 0) <= MAX_IMPORT_BYTES, 'new.fileTooLarge'),
})

/** One value of one row, repaired in place. */
export const repairSchema = z.object({
	row: z.coerce.number().int().min(1).max(10_000_000),
	column: z.coerce.number().int().min(0).max(199),
	value: z.string().max(500),
})

/** Another way of reading the file: another sheet, the row of the header (0: there is none). */
export const layoutSchema = z.object({
	sheet: z.string().min(1).max(200).optional(),
	headerRow: z.coerce.number().int().min(0).max(1_000).optional(),
})
export type LayoutChoice = z.infer<typeof layoutSchema>
