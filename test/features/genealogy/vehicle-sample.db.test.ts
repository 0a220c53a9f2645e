import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const FILE = '../shared/samples/genealogy-vehicle/relationships.json'
const present = existsSync(FILE)
if (!present)
	process.stdout.write(`Skipped: the genealogy of a vehicle as built. To have it, put its file at ${FILE}.\n`)

const schema = z.object({
	relationships: z.array(
		z.object({
			catenaXId: z.string(),
			linkedItem: z.object({
				childCatenaXId: z.string(),
				quantity: z.object({ quantityNumber: z.number(), measurementUnit: z.object({ lexicalValue: z.string() }) }),
			}),
		}),
	),
})

type Relation = { whole: string; part: string; value: string; unit: string }

function readRelations(): Relation[] {
	return schema
		.parse(JSON.parse(readFileSync(FILE, 'utf8')))
		.relationships.map(({ catenaXId, linkedItem: { childCatenaXId, quantity } }) => ({
			whole: catenaXId,
			part: childCatenaXId,
			value: String(quantity.quantityNumber),
			unit: quantity.measurementUnit.lexicalValue === 'unit:litre' ? 'LTR' : 'KGM',
		}))
}

/** Everything reached from a thing along pairs, itself included. */
function closure(pairs: readonly (readonly [string, string])[], start: string): Set<string> {
	const found = new Set([start])
	for (const one of found) for (const [from, to] of pairs) if (from === one) found.add(to)
	return found
}

const sampleTest = present ? dbTest : dbTest.skip

sampleTest('keeps the genealogy of a sample vehicle as it was built, in every direction and quantity', async () => {
	const relations = readRelations()
	const parts = [...new Set(relations.flatMap(({ whole, part }) => [part, whole]))]
	const tenant = await makeTenant()
	const unitOf = (id: string) => relations.find((one) => one.part === id)?.unit ?? 'KGM'
	const [litres, kilograms] = [await makeItem(tenant, { unit: 'LTR' }), await makeItem(tenant)]
	await withTenantContext(tenant.id, async (ctx) => {
		const lots = await registerLots(
			ctx,
			parts.map((id) => ({
				item: (unitOf(id) === 'LTR' ? litres : kilograms).id,
				code: id.slice(-36),
				quantity: { value: '1000', unit: unitOf(id) },
				state: 'in_production',
			})),
		)
		if (!lots.ok) throw new Error(JSON.stringify(lots.error.rows[0]))
		const lotOf = new Map(parts.map((id, index) => [id, lots.value[index]?.id ?? '']))
		for (const { whole, part, value, unit } of relations) {
			const result = await recordEvent(ctx, {
				kind: 'consume',
				inputs: [{ lotId: lotOf.get(part) ?? '', quantity: { value, unit } }],
				outputs: [{ lotId: lotOf.get(whole) ?? '', quantity: { value: '0', unit: unitOf(whole) } }],
			})
			expect(result.ok, JSON.stringify(result)).toBe(true)
		}
		const forward = relations.map(({ whole, part }) => [part, whole] as const)
		const backward = relations.map(({ whole, part }) => [whole, part] as const)
		for (const id of parts) {
			for (const [direction, pairs] of [
				['forward', forward],
				['backward', backward],
			] as const) {
				const trace = await traceLots(ctx, lotOf.get(id) ?? '', direction)
				expect(new Set(trace?.nodes.map((node) => node.id))).toEqual(
					new Set([...closure(pairs, id)].map((one) => lotOf.get(one))),
				)
			}
		}
		const vehicle = parts.find((id) => !relations.some((one) => one.part === id)) ?? ''
		const whole = await traceLots(ctx, lotOf.get(vehicle) ?? '', 'backward')
		expect(whole?.nodes).toHaveLength(45)
		expect(whole?.edges).toHaveLength(44)
		expect(Math.max(...(whole?.nodes.map((node) => node.depth) ?? []))).toBe(3)
		const told = (parent: string, child: string, value: string, unit: string) => `${parent} ${child} ${value} ${unit}`
		expect(
			whole?.edges.map((edge) => told(edge.parent, edge.child, edge.quantity.value, edge.quantity.unit)).sort(),
		).toEqual(
			relations.map((one) => told(lotOf.get(one.part) ?? '', lotOf.get(one.whole) ?? '', one.value, one.unit)).sort(),
		)
	})
})
