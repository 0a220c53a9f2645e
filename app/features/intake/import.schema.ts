import { z } from 'zod'
import { TARGET_FIELDS } from './target-fields.model.ts'

/** How one column is to be read: what a person chose, or what was proposed. */
export const columnChoiceSchema = z.object({
	column: z.int().min(0).max(199),
	field: z.enum([...TARGET_FIELDS, 'ignore']).nullable(),
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
