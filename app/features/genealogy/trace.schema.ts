import { z } from 'zod'
import { DIRECTIONS } from './trace.model.ts'

/** What the address of the trace centre says; it makes the same view again for whoever opens it. */
export const traceSchema = z.object({
	lot: z.uuid().optional().catch(undefined),
	q: z.string().trim().max(2_000).optional().catch(undefined),
	direction: z.enum(DIRECTIONS).catch('forward'),
	view: z.enum(['graph', 'table']).catch('graph'),
	status: z
		.string()
		.transform((text) => text.split(',').filter(Boolean))
		.pipe(z.array(z.string().max(60)).max(50))
		.optional()
		.catch(undefined),
})
export type TraceParams = z.infer<typeof traceSchema>

/** Reads the trace centre's address. */
export const readTraceParams = (search: URLSearchParams): TraceParams =>
	traceSchema.parse({ direction: 'forward', view: 'graph', ...Object.fromEntries(search) })
