import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import {
	type ApiApp,
	answer,
	mountEndpoint,
	notFound,
	pageQuery,
	pageSchema,
} from '#app/platform/http/api-app.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EQUIPMENT_CONDITIONS, EQUIPMENT_KINDS, READINESS_PROBLEMS } from '../equipment.model.ts'
import { type EquipmentRow, listEquipment, readEquipment } from '../equipment.queries.server.ts'

const equipmentSchema = z
	.object({
		id: z.uuid(),
		code: z.string(),
		name: z.string(),
		kind: z.enum(EQUIPMENT_KINDS),
		site: z.string().meta({ description: 'Its code' }),
		line: z.string().optional(),
		serialNumber: z.string().optional(),
		condition: z.enum(EQUIPMENT_CONDITIONS),
		calibratedOn: z.iso.date().optional(),
		calibrationDueOn: z.iso.date().optional(),
		cleanedAt: z.iso.datetime().optional(),
		cleanEveryHours: z.int().optional(),
		active: z.boolean(),
		problems: z
			.array(z.enum(READINESS_PROBLEMS))
			.meta({ description: 'Why it may not be worked with now; empty: it may' }),
		updatedAt: z.iso.datetime(),
		version: z.int(),
	})
	.meta({ id: 'Equipment' })

const toBody = (row: EquipmentRow, language: Context['language']) => ({
	id: row.id,
	code: row.code,
	name: localized(row.name, language),
	kind: row.kind,
	site: row.site.code,
	...(row.line ? { line: row.line } : {}),
	...(row.serialNumber ? { serialNumber: row.serialNumber } : {}),
	condition: row.condition,
	...(row.calibratedOn ? { calibratedOn: row.calibratedOn } : {}),
	...(row.calibrationDueOn ? { calibrationDueOn: row.calibrationDueOn } : {}),
	...(row.cleanedAt ? { cleanedAt: row.cleanedAt } : {}),
	...(row.cleanEveryHours ? { cleanEveryHours: row.cleanEveryHours } : {}),
	active: row.active,
	problems: row.problems,
	updatedAt: row.updatedAt,
	version: row.version,
})

/** `GET /equipment` and `GET /equipment/{id}`. Keys of partners are told of none. */
export function mountEquipment(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/equipment',
		tag: 'Master data',
		summary: 'Equipment by code, with whether it may be worked with now',
		can: ['read', 'Equipment'],
		query: z.object({
			q: z.string().max(100).optional().meta({ description: 'Part of a code or name' }),
			line: z.string().max(40).optional(),
			kind: z.enum(EQUIPMENT_KINDS).optional(),
			...pageQuery,
		}),
		answer: pageSchema(equipmentSchema),
		handle: async (ctx, { query: { cursor, ...query } }) => {
			const { equipment, nextCursor } = await listEquipment(ctx, { ...query, after: cursor })
			return answer({ items: equipment.map((row) => toBody(row, ctx.language)), nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/equipment/{id}',
		tag: 'Master data',
		summary: 'One piece of equipment',
		can: ['read', 'Equipment'],
		params: z.object({ id: z.uuid() }),
		answer: equipmentSchema,
		handle: async (ctx, { params }) => {
			const row = await readEquipment(ctx, params.id)
			return row ? answer(toBody(row, ctx.language), { version: row.version }) : notFound()
		},
	})
}
