import { z } from 'zod'

/** What can be chosen from lists that may be long, each kind with what narrows it. */
export const CHOICE_FILTERS = {
	/** Items by number. `for=lots`: of which the reader may register lots; `without=code`: that have no pattern of lot codes of their own; `having=recipe` or `lots`; `but`: not this one. */
	items: z.object({
		for: z.literal('lots').optional(),
		without: z.literal('code').optional(),
		having: z.enum(['recipe', 'lots']).optional(),
		but: z.uuid().optional(),
	}),
	/** Places by code: the tenant's own, or the reader's (a partner's own); `with=closed`: also those no longer in use. */
	sites: z.object({ whose: z.enum(['house', 'reader']).default('house'), with: z.literal('closed').optional() }),
	/** Partners by code. `kinds`: of these kinds, with commas; `to=connect`: no connection with them lives; `having=lots`: who delivered. */
	parties: z.object({
		kinds: z
			.string()
			.regex(/^[a-z_]+(,[a-z_]+)*$/)
			.optional(),
		to: z.literal('connect').optional(),
		having: z.literal('lots').optional(),
	}),
	/** People by name: of the house, everybody, whoever may stand in for the reader, or whoever may have left entries. */
	people: z.object({ who: z.enum(['house', 'all', 'delegates', 'audited']).default('house') }),
	/** Documents by number; `about=kind:id`: attached to that record, or to the lots that it is about. */
	documents: z.object({
		about: z
			.string()
			.regex(/^[a-z_]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
			.optional(),
	}),
	/** Procedures in force by code. */
	procedures: z.object({}),
	/** Revisions of an item, newest first: by their id, those with a parts list; or with `by=code` by their code, all. */
	revisions: z.object({ item: z.uuid(), by: z.literal('code').optional() }),
	/** Lots by code: `to=ship`, released and here, `to=announce`, announced by a supplier (or `party`) and in no notice yet; `to=case`: linked with a `case`. */
	lots: z.object({
		to: z.enum(['ship', 'announce', 'case']),
		party: z.uuid().optional(),
		case: z.uuid().optional(),
	}),
	/** Versions of a rule set or workflow that can replace the one in force, or have; `to=replay`: all of a rule set that can be tried. */
	versions: z.object({ key: z.string().max(100), to: z.literal('replay').optional() }),
	/** Rule sets or workflows in force. */
	definitions: z.object({ of: z.enum(['rule-set', 'workflow']) }),
} as const

export type ChoiceKind = keyof typeof CHOICE_FILTERS
export type ChoiceFilter<K extends ChoiceKind = ChoiceKind> = z.input<(typeof CHOICE_FILTERS)[K]>
export type ReadFilter<K extends ChoiceKind = ChoiceKind> = z.output<(typeof CHOICE_FILTERS)[K]>

export const isChoiceKind = (kind: string | undefined): kind is ChoiceKind =>
	kind !== undefined && Object.hasOwn(CHOICE_FILTERS, kind)

/** Where a list is asked for, ready for a further parameter. */
export function choicesAddress(kind: ChoiceKind, filter: Record<string, string | undefined>): string {
	const said = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
	return `/choices/${kind}?${said.length > 0 ? `${new URLSearchParams(said)}&` : ''}`
}
