import { LockMode } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { ownSiteIds } from '#app/features/parties/parties.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Equipment } from './equipment.entity.server.ts'
import type { EquipmentInput } from './equipment.schema.ts'

export type SaveEquipmentError = { code: 'not-allowed' | 'not-found' | 'stale' | 'code-taken' | 'site-unknown' }

const valuesOf = (input: EquipmentInput) => ({
	siteId: input.siteId,
	line: input.line,
	code: input.code,
	name: { en: input.nameEn, 'zh-CN': input.nameZh },
	kind: input.kind,
	condition: input.condition,
	serialNumber: input.serialNumber,
	calibratedOn: input.calibratedOn ?? null,
	calibrationDueOn: input.calibrationDueOn ?? null,
	cleanEveryHours: input.cleanEveryHours ?? null,
	active: input.active,
})

/**
 * Makes a piece of equipment (`equipmentId` absent) or changes it. Permission: `create` or `update` on Equipment.
 * Errors: `not-allowed`; `not-found`; `stale` (somebody changed it since `input.version`); `code-taken`; `site-unknown`
 * (not a place of the tenant itself). Writes one audit entry with before, after and the reason.
 */
export async function saveEquipment(
	ctx: Context,
	equipmentId: string | null,
	input: EquipmentInput,
): Promise<Result<{ id: string }, SaveEquipmentError>> {
	const known = equipmentId
		? await ctx.em.findOne(Equipment, { id: equipmentId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
		: null
	if (equipmentId && !known) return err({ code: 'not-found' })
	const may = known ? ctx.ability.can('update', asSubject('Equipment', known)) : ctx.ability.can('create', 'Equipment')
	if (!may) return err({ code: 'not-allowed' })
	if (known && input.version !== undefined && input.version !== known.version) return err({ code: 'stale' })
	const same = await ctx.em.findOne(Equipment, { code: input.code })
	if (same && same.id !== known?.id) return err({ code: 'code-taken' })
	if (!(await ownSiteIds(ctx, [input.siteId])).has(input.siteId)) return err({ code: 'site-unknown' })
	const values = valuesOf(input)
	const before = known
		? Object.fromEntries(Object.keys(values).map((key) => [key, known[key as keyof typeof values]]))
		: null
	const equipment = known ?? ctx.em.create(Equipment, { id: newId(), ...values })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	ctx.audit.record({
		action: known ? 'equipment.update' : 'equipment.create',
		subject: { type: 'equipment', id: equipment.id, label: equipment.code },
		before,
		after: values,
		reason: input.reason || null,
	})
	return ok({ id: equipment.id })
}
