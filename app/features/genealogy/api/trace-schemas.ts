import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { LINK_KINDS } from '../genealogy.model.ts'
import { DIRECTIONS } from '../trace.model.ts'
import { MOST_VALUES } from '../trace.schema.ts'

const named = z.object({ id: z.uuid(), name: z.string() })

const nodeSchema = z.object({
	id: z.uuid(),
	code: z.string(),
	item: named.extend({ sku: z.string() }),
	status: z.string(),
	category: z.string(),
	depth: z.int().meta({ description: 'Fewest steps from the root' }),
	side: z.enum(['root', 'backward', 'forward']),
	supplier: named.optional(),
	quantity: quantitySchema,
	onHand: quantitySchema,
	expiresOn: z.iso.date().optional(),
})

const edgeSchema = z.object({
	parent: z.uuid(),
	child: z.uuid(),
	kind: z.enum(LINK_KINDS),
	quantity: quantitySchema,
	eventTime: z.iso.datetime(),
	reconstructed: z
		.literal(true)
		.optional()
		.meta({ description: 'Put together afterwards, by a signed statement; absent where it was recorded' }),
})

const filtered = z
	.object({ nodes: z.int(), edges: z.int() })
	.optional()
	.meta({ description: 'With a filter: how many lots and links the whole genealogy has' })

/** Of an answer with `limit`. */
const paging = {
	total: z
		.object({ nodes: z.int(), edges: z.int() })
		.optional()
		.meta({ description: 'With limit: how many lots and links all pages have together' }),
	nextCursor: z.string().nullable().optional().meta({ description: 'With limit: null on the last page' }),
}

export const closureSchema = z.object({
	root: z.uuid(),
	direction: z.enum(DIRECTIONS),
	ids: z.array(z.uuid()),
	complete: z.literal(true),
	all: filtered,
	elapsedMs: z.number(),
})
export const traceSchema = z
	.object({
		root: z.uuid(),
		direction: z.enum(DIRECTIONS),
		nodes: z.array(nodeSchema),
		edges: z.array(edgeSchema),
		complete: z.boolean().meta({ description: 'false while more pages follow; without limit always true' }),
		...paging,
		all: filtered,
		elapsedMs: z.number(),
	})
	.meta({ id: 'Trace' })

const list = (item: z.ZodType<string, string>) =>
	z
		.string()
		.transform((text) => [...new Set(text.split(',').filter(Boolean))])
		.pipe(z.array(item).max(MOST_VALUES))
		.optional()

export const traceQuery = z.object({
	direction: z.enum(DIRECTIONS).default('both'),
	format: z.enum(['full', 'ids']).default('full'),
	status: list(z.string().max(60)).meta({ description: `Up to ${MOST_VALUES} states, separated by commas` }),
	item: list(z.uuid()).meta({ description: `Up to ${MOST_VALUES} ids of items` }),
	party: list(z.uuid()).meta({ description: `Up to ${MOST_VALUES} ids of suppliers and consignees` }),
	limit: z.coerce.number().int().min(1).max(5_000).optional().meta({
		description:
			'Lots of one page, nearest first; a link comes with the page that completes it. The trace is walked anew for each page, so that one answer or a stream is quicker. Not with format=ids or NDJSON',
	}),
	cursor: z.uuid().optional(),
})
