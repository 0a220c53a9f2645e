import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import { localDate, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { EquipmentCondition, EquipmentKind } from './equipment.model.ts'

const EquipmentSchema = defineEntity({
	name: 'Equipment',
	tableName: 'equipment',
	properties: {
		...tenantKeys,
		...versioned,
		siteId: p.uuid(),
		/** The production line that it belongs to, as orders name it; null: it serves the whole site. */
		line: p.text().nullable(),
		code: p.text(),
		name: p.json<LocalizedText>(),
		kind: p.text().$type<EquipmentKind>(),
		condition: p.text().$type<EquipmentCondition>(),
		serialNumber: p.text().nullable(),
		calibratedOn: localDate().nullable(),
		calibrationDueOn: localDate().nullable(),
		cleanedAt: p.datetime().nullable(),
		cleanEveryHours: p.integer().nullable(),
		active: p.boolean().default(true),
	},
	uniques: [{ properties: ['tenantId', 'code'] }],
	indexes: [{ properties: ['tenantId', 'siteId', 'line'] }],
	...tenantTable,
})
/**
 * A line, machine, vessel or instrument at a place of the tenant. Other features refer to it by `id` (the foreign key
 * carries the tenant: `tenantReference('x', 'equipment_id', 'equipment')`) and print its `code` into events; whether it
 * may be worked with is `readinessProblems`, for many at once `readinessOf`. Its history is in the audit trail.
 */
export class Equipment extends EquipmentSchema.class {}
EquipmentSchema.setClass(Equipment)
