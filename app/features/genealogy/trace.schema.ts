import { z } from 'zod'
import { DIRECTIONS } from './trace.model.ts'
import type { NarrowBy, TraceFilter } from './trace-view.model.ts'

const listOf = (item: z.ZodType<string, string>, most: number) =>
	z
		.string()
		.transform((text) => text.split(',').filter(Boolean))
		.pipe(z.array(item).max(most))
		.optional()
		.catch(undefined)

const day = z.iso.date().optional().catch(undefined)
const id = z.uuid().optional().catch(undefined)

/** Groups that are open at once; one more closes the first. */
const MOST_OPEN = 40

export const TRACE_TABS = ['lots', 'went', 'came', 'scopes'] as const
/** The parts of the trace centre: the lots themselves, where they went, where they came from, narrow against broad. */
export type TraceTab = (typeof TRACE_TABS)[number]

/** What the address of the trace centre says; it makes the same view again for whoever opens it. */
export const traceSchema = z.object({
	lot: id,
	q: z.string().trim().max(2_000).optional().catch(undefined),
	direction: z.enum(DIRECTIONS).catch('forward'),
	view: z.enum(['graph', 'table']).catch('graph'),
	tab: z.enum(TRACE_TABS).catch('lots'),
	status: listOf(z.string().max(60), 50),
	item: listOf(z.uuid(), 50),
	party: listOf(z.uuid(), 50),
	from: day,
	until: day,
	path: id,
	depth: z.coerce.number().int().min(1).max(99).optional().catch(undefined),
	/** Narrow scope: interval, equipment or one input. */
	nfrom: day,
	nuntil: day,
	equipment: z.string().trim().min(1).max(120).optional().catch(undefined),
	nlot: id,
	/** Groups of the canvas that are opened. */
	open: z
		.string()
		.transform((text) =>
			text
				.split(',')
				.filter((key) => key !== '' && key.length <= 80)
				.slice(-MOST_OPEN),
		)
		.optional()
		.catch(undefined),
	/** The row after which the page of the table begins. */
	after: z.string().max(120).optional().catch(undefined),
})
export type TraceParams = z.infer<typeof traceSchema>

const USUAL = { direction: 'forward', view: 'graph', tab: 'lots' }

/** Reads the trace centre's address. */
export const readTraceParams = (search: URLSearchParams): TraceParams =>
	traceSchema.parse({ ...USUAL, ...Object.fromEntries([...search].filter(([, value]) => value !== '')) })

/** Which lots the address asks for. */
export const filterOf = (params: TraceParams): TraceFilter => ({
	status: params.status ?? [],
	item: params.item ?? [],
	party: params.party ?? [],
	from: params.from ?? null,
	until: params.until ?? null,
	path: params.path ?? null,
	depth: params.depth ?? null,
})

/** By what the address narrows the scope. */
export const narrowOf = (params: TraceParams): NarrowBy => ({
	from: params.nfrom ?? null,
	until: params.nuntil ?? null,
	equipment: params.equipment ?? null,
	start: params.nlot ?? null,
})

/** A hold on everything of a scope; which lots these are, the address says. */
export const holdScopeForm = z.object({
	intent: z.literal('hold-scope'),
	scope: z.enum(['shown', 'narrow', 'broad']),
	reason: z.string().trim().min(2, 'problem.reason-missing').max(500),
})
