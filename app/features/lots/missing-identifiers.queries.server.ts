import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const IDENTIFIERS = {
	manufacturedOn: { en: 'date of manufacture', 'zh-CN': '生产日期' },
	expiresOn: { en: 'expiry date', 'zh-CN': '有效期' },
	serial: { en: 'serial numbers', 'zh-CN': '序列号' },
} as const
/** A production identifier that a label carries besides the lot code (21 CFR 801.40(b)). */
export type Identifier = keyof typeof IDENTIFIERS

/** What the UDI flags of its item `i` ask of a lot, whose table goes by `lot`, and it lacks: an array in which what is there is null. */
export const lackingSql = (lot: 'l' | 't'): string => `array[
	case when (i.udi->>'manufacturedOn')::boolean and ${lot}.manufactured_on is null then 'manufacturedOn' end,
	case when (i.udi->>'expiresOn')::boolean and ${lot}.expires_on is null then 'expiresOn' end,
	case when (i.udi->>'serial')::boolean and not exists (select 1 from lot_reference f where f.tenant_id = ${lot}.tenant_id and f.lot_id = ${lot}.id and f.kind = 'serial') then 'serial' end
]`

/** That a lot `l` lacks at least one of them. */
export const LACKS_ANY = `array_length(array_remove(${lackingSql('l')}, null), 1) > 0`

/**
 * Production identifiers that the UDI flags of their items ask of lots and that they lack, by lot id. Lots that lack nothing
 * are not among the answers. One statement for any number of lots.
 */
export async function lackingIdentifiers(ctx: Context, lotIds: readonly string[]): Promise<Map<string, Identifier[]>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; lacks: (Identifier | null)[] }[]>(
		`select l.id, ${lackingSql('l')} as lacks from lot l join item i on i.id = l.item_id where i.udi is not null and l.id = any(?::uuid[])`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(
		rows.flatMap(({ id, lacks }) => {
			const missing = lacks.filter((one) => one !== null)
			return missing.length > 0 ? [[id, missing] as const] : []
		}),
	)
}

/** The same as `field` refusals that say what to give. */
export async function missingIdentifiers(ctx: Context, lotIds: readonly string[]): Promise<Map<string, Refusal[]>> {
	const lacking = await lackingIdentifiers(ctx, lotIds)
	return new Map([...lacking].map(([id, missing]) => [id, missing.map(refusalOf)]))
}

const refusalOf = (identifier: Identifier): Refusal => ({
	code: 'field',
	message: {
		en: `The label of this device carries the ${IDENTIFIERS[identifier].en}. Give it first.`,
		'zh-CN': `该器械的标签须载明${IDENTIFIERS[identifier]['zh-CN']}，请先填写。`,
	},
	detail: { field: identifier, problem: 'missing' },
})
