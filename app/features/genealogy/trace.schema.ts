import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import { DIRECTIONS } from './trace.model.ts'
import type { NarrowBy, TraceFilter } from './trace-view.model.ts'

/** Values of one filter at most: more than the menus offer, and as many as an address holds. */
export const MOST_VALUES = 500

const valuesOf = (text: string): string[] => [...new Set(text.split(',').filter(Boolean))]

/** Values that can be used, in their order. What is beyond the limit or no value at all is counted by `leftOffOf`. */
const usable = (item: z.ZodType<string, string>, text: string): string[] =>
	valuesOf(text)
		.filter((value) => item.safeParse(value).success)
		.slice(0, MOST_VALUES)

const LISTS = { status: z.string().max(60), item: z.uuid(), party: z.uuid() } as const
/** A filter of the trace that takes several values. */
export type TraceList = keyof typeof LISTS

const listOf = (name: TraceList) =>
	z
		.string()
		.transform((text) => usable(LISTS[name], text))
		.optional()

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
	status: listOf('status'),
	item: listOf('item'),
	party: listOf('party'),
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
export type TraceParams = z.infer<typeof traceSchema> & {
	/** How many values of each filter are not used: beyond `MOST_VALUES`, or unreadable. Empty: all of them are used. */
	leftOff: Partial<Record<TraceList, number>>
}

const USUAL = { direction: 'forward', view: 'graph', tab: 'lots' }

/** Reads the trace centre's address. */
export const readTraceParams = (search: URLSearchParams): TraceParams => ({
	...traceSchema.parse({ ...USUAL, ...Object.fromEntries([...search].filter(([, value]) => value !== '')) }),
	leftOff: leftOffOf(search),
})

function leftOffOf(search: URLSearchParams): TraceParams['leftOff'] {
	const lists = Object.keys(LISTS) as TraceList[]
	return Object.fromEntries(
		lists.flatMap((name) => {
			const text = search.getAll(name).at(-1) ?? ''
			const over = valuesOf(text).length - usable(LISTS[name], text).length
			return over > 0 ? [[name, over]] : []
		}),
	)
}

/** Whether something the address asks for is not used; then nothing that is to be whole (a file, a hold) is made of it. */
export const isCut = (params: Pick<TraceParams, 'leftOff'>): boolean => Object.keys(params.leftOff).length > 0

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
	reason: z.string().trim().min(LEAST_REASON, 'problem.reason-missing').max(500),
})
