import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import { askedOfAttributes } from '#app/features/dictionary/attribute-filter.model.ts'

/** Values of one filter at most; more are counted by `leftOff`, never dropped in silence. */
export const MOST_FILTERED = 500

const valuesOf = (text: string): string[] => [...new Set(text.split(',').filter(Boolean))]
const usable = (text: string): string[] =>
	valuesOf(text)
		.filter((value) => value.length <= 64)
		.slice(0, MOST_FILTERED)

const list = z.string().transform(usable).optional()

/** Columns that a reader may add to the list of lots or take off. */
export const LOT_COLUMNS = [
	'item',
	'supplier',
	'supplierLot',
	'quantity',
	'onHand',
	'madeOn',
	'expiresOn',
	'site',
	'gtin',
	'updated',
] as const
export type LotColumn = (typeof LOT_COLUMNS)[number]

export const USUAL_COLUMNS: readonly LotColumn[] = ['item', 'supplier', 'onHand', 'expiresOn', 'updated']

/** What the address of the list of lots says. Anything that is not understood is left out, so that an old link still works. */
export const lotListSchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	status: list,
	item: list,
	supplier: list,
	sort: z.enum(['updated', 'code']).optional().catch(undefined),
	direction: z.enum(['asc', 'desc']).optional().catch(undefined),
	cursor: z.string().max(500).optional().catch(undefined),
	/** Only lots of devices that lack a production identifier of their label. */
	lacking: z.literal('1').optional().catch(undefined),
	columns: list,
})
export type LotListParams = z.infer<typeof lotListSchema> & {
	/** What is asked of attributes, as typed, by key. */
	attributes: Readonly<Record<string, string>>
	/** How much of what the address asks for is not used: then nothing that is to be whole is made of it. */
	leftOff: number
}

/** Reads the list's address. */
export function readLotList(search: URLSearchParams): LotListParams {
	const attributes = askedOfAttributes(search)
	const over = ['status', 'item', 'supplier'].map((name) => {
		const text = search.getAll(name).at(-1) ?? ''
		return valuesOf(text).length - usable(text).length
	})
	return {
		...lotListSchema.parse(Object.fromEntries(search)),
		attributes: attributes.asked,
		leftOff: over.reduce((sum, count) => sum + count, attributes.over),
	}
}

/** Keys of `lots` texts, so that browser and server say the same. */
const KEY = 'problem.'
const optional = z
	.string()
	.trim()
	.max(200)
	.optional()
	.transform((text) => (text ? text : undefined))
const optionalDate = optional.refine((text) => text === undefined || z.iso.date().safeParse(text).success, {
	error: `${KEY}not-a-date`,
})

const codes = z.string().max(2_000).optional()

/** A quantity as people type it. A comma is not guessed at: `60,2` may be 602 or 60.2. */
const typedQuantity = z
	.string()
	.trim()
	.min(1, { error: `${KEY}quantity-missing` })
	.refine((text) => !/[,，]/.test(text), { error: `${KEY}quantity-comma` })
	.refine((text) => /^(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text) || /[,，]/.test(text), {
		error: `${KEY}not-a-quantity`,
	})
	.refine((text) => !/^0(?:\.0*)?$/.test(text), { error: `${KEY}quantity-not-positive` })

/** The form for a new lot. What depends on the item and on what is known already, the server checks. */
export const registerLotForm = z.object({
	item: z.string().min(1, { error: `${KEY}item-missing` }),
	revision: optional,
	code: optional,
	supplierId: optional,
	supplierLot: optional,
	quantity: typedQuantity,
	unit: z.string().regex(/^[A-Z0-9]{2,3}$/, { error: `${KEY}unit-missing` }),
	manufacturedOn: optionalDate,
	expiresOn: optionalDate,
	siteId: optional,
	line: optional,
	/** Several are separated by commas, semicolons or lines. */
	containers: codes,
	ssccs: codes,
	/** Serial numbers of the units: as many as pieces, where the item asks for them. */
	serials: z.string().max(25_000).optional(),
	attributes: z
		.array(
			z.object({
				name: z.string().trim().max(60),
				value: z.string().trim().max(500),
			}),
		)
		.max(30)
		.optional(),
	/** By the data dictionary; each value as text. */
	dictionary: z.record(z.string(), z.string().max(2_000)).optional(),
	certificateKind: optional,
	certificateNumber: optional,
	certificateIssuedOn: optionalDate,
	certificateValidUntil: optionalDate,
})
export type RegisterLotForm = z.infer<typeof registerLotForm>

/** Lots to hold from a list, with one reason. */
export const holdLotsForm = z.object({
	intent: z.literal('hold'),
	lots: z
		.string()
		.transform((text) => text.split(',').filter(Boolean))
		.pipe(z.array(z.uuid()).min(1).max(500)),
	reason: z
		.string()
		.trim()
		.min(LEAST_REASON, { error: `${KEY}reason-missing` })
		.max(2_000),
})

/** Why something of a lot is written down later or otherwise. */
const whyAmended = z
	.string()
	.trim()
	.min(LEAST_REASON, { error: `${KEY}reason-missing` })
	.max(2_000, { error: `${KEY}too-long` })

/** Production identifiers that a label carries and the lot lacks; serial numbers one a line, or with commas. */
export const identifyLotForm = z.object({
	intent: z.literal('identify'),
	manufacturedOn: optionalDate,
	expiresOn: optionalDate,
	serials: z
		.string()
		.max(25_000, { error: `${KEY}too-long` })
		.optional(),
	reason: whyAmended,
})

/** What is written down about a lot, to be completed or corrected; what stays as it is changes nothing. */
export const amendLotForm = z.object({
	/** As the person saw it: who has an older one overwrites nobody. */
	version: z.number().int(),
	supplierLot: optional,
	revision: optional,
	/** Of announced lots alone; in the unit that it was given in. */
	quantity: typedQuantity.optional(),
	manufacturedOn: optionalDate,
	expiresOn: optionalDate,
	siteId: optional,
	containers: codes,
	ssccs: codes,
	/** By the data dictionary; each value as text. */
	dictionary: z.record(z.string(), z.string().max(2_000)).optional(),
	reason: whyAmended,
})
export type AmendLotForm = z.infer<typeof amendLotForm>

/** Codes (serial numbers, containers) as somebody typed or pasted them. */
export const codeList = (text: string): string[] =>
	text
		.split(/[\n,;，；、]+/u)
		.map((one) => one.trim())
		.filter(Boolean)
