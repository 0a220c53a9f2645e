import { newId } from '#app/core/ids.ts'
import { Equipment } from '#app/features/equipment/equipment.entity.server.ts'
import type { EquipmentCondition, EquipmentKind } from '#app/features/equipment/equipment.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeSite } from './party.ts'

export type EquipmentOptions = {
	code?: string
	siteId?: string
	line?: string | null
	kind?: EquipmentKind
	condition?: EquipmentCondition
	calibrationDueOn?: string
	cleanEveryHours?: number
}

/** A piece of equipment of a tenant, at a new site unless one is given. */
export async function makeEquipment(
	tenant: TenantInfo,
	options: EquipmentOptions = {},
): Promise<{ id: string; code: string; siteId: string }> {
	const id = newId()
	const code = options.code ?? `EQ-${id.slice(-6)}`
	const siteId = options.siteId ?? (await makeSite(tenant)).id
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Equipment, {
			id,
			siteId,
			line: options.line ?? null,
			code,
			name: { en: `Equipment ${code}`, 'zh-CN': `设备 ${code}` },
			kind: options.kind ?? 'machine',
			condition: options.condition ?? 'in_service',
			calibrationDueOn: options.calibrationDueOn ?? null,
			cleanEveryHours: options.cleanEveryHours ?? null,
		})
	})
	return { id, code, siteId }
}
