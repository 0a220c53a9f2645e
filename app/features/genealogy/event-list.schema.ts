import { z } from 'zod'
import { askedOfAttributes } from '#app/features/dictionary/attribute-filter.model.ts'
import { EVENT_KINDS } from './genealogy.model.ts'

const day = z.iso.date()
const text = (longest: number) => z.string().trim().min(1).max(longest)

/** What the list of events is narrowed to; what is not understood is passed over. */
export const eventListSchema = z.object({
	kind: z.enum(EVENT_KINDS).optional().catch(undefined),
	from: day.optional().catch(undefined),
	to: day.optional().catch(undefined),
	site: z.uuid().optional().catch(undefined),
	lot: text(100).optional().catch(undefined),
	actor: text(100).optional().catch(undefined),
	cursor: z.string().max(300).optional().catch(undefined),
})
export type EventListSearch = z.output<typeof eventListSchema>

/** Reads the list's address: what is empty in it asks for nothing. */
export const readEventList = (search: URLSearchParams) => ({
	...eventListSchema.parse(Object.fromEntries([...search].filter(([, value]) => value !== ''))),
	attributes: askedOfAttributes(search).asked,
})

/** A filter as the query takes it: `from` and `to` are days in the tenant's time zone, both included; `since` and `until` moments. */
export type EventFilter = {
	kind?: string | undefined
	from?: string | undefined
	to?: string | undefined
	site?: string | undefined
	lot?: string | undefined
	actor?: string | undefined
	since?: string | undefined
	until?: string | undefined
	order?: string | undefined
	/** By key of the data dictionary, as `readAttributeFilter` reads them. */
	attributes?: Readonly<Record<string, string>> | undefined
	container?: string | undefined
}
