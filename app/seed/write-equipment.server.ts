import { ItemRevision, ProcessParameter } from '#app/features/catalog/catalog.entity.server.ts'
import { Equipment } from '#app/features/equipment/equipment.entity.server.ts'
import { newKeys, newRecord } from './bulk-rows.ts'
import { inBoth } from './company.model.ts'
import type { CompanyIndex } from './company-index.ts'
import type { SeedScene } from './seed-scene.ts'

/** When equipment was set up. */
const SET_UP_DAYS = -199

/** Writes equipment, and what is measured while the company's revisions are made. */
export async function writeEquipment(scene: SeedScene, index: CompanyIndex): Promise<void> {
	const { ctx, company, calendar, audit } = scene
	const at = calendar.at(SET_UP_DAYS, '10:00')
	const rows = company.equipment.map(([code, kind, name, site, line, dueDays, cleanHours]) => {
		return {
			...newRecord(ctx, at),
			siteId: index.site(site),
			line,
			code,
			name: inBoth(name),
			kind,
			condition: 'in_service' as const,
			serialNumber: null,
			calibratedOn: dueDays === undefined || dueDays === null ? null : calendar.day(dueDays - 365),
			calibrationDueOn: dueDays === undefined || dueDays === null ? null : calendar.day(dueDays),
			cleanedAt: cleanHours ? calendar.at(-1, '06:30') : null,
			cleanEveryHours: cleanHours ?? null,
			active: true,
		}
	})
	await ctx.em.insertMany(Equipment, rows)
	for (const row of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'equipment.create',
			subject: { type: 'equipment', id: row.id, label: row.code },
			after: { code: row.code, name: row.name, kind: row.kind, line: row.line, calibrationDueOn: row.calibrationDueOn },
		})
	}
	await writeParameters(scene, index)
}

async function writeParameters({ ctx, company }: SeedScene, index: CompanyIndex): Promise<void> {
	const skus = [...new Set(company.parameters.map(([sku]) => sku))]
	const revisions = await ctx.em.find(ItemRevision, { itemId: { $in: skus.map((sku) => index.item(sku).id) } })
	const rows = revisions.flatMap((revision) => {
		const own = company.parameters.filter(([sku]) => index.item(sku).id === revision.itemId)
		return own.map(([, key, zh, step, unit, minimum, maximum], place) => ({
			...newKeys(ctx),
			revisionId: revision.id,
			key,
			name: inBoth([key, zh]),
			step: step[0],
			unit,
			target: null,
			minimum,
			maximum,
			required: minimum !== null || maximum !== null,
			position: place + 1,
		}))
	})
	await ctx.em.insertMany(ProcessParameter, rows)
}
