import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'
import { makeApiKey } from '../../factories/api-key.ts'
import { makeItem } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { call, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()
const app = webApp()

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

type Closure = { ids: string[] }
type TraceBody = {
	nodes: { id: string; depth: number }[]
	edges: { parent: string; child: string; quantity: { value: string; unit: string } }[]
}

/** Puts a vehicle together by the programming interface, as a plant's system would: parts first, then what is made of them. */
async function assemble(relations: readonly Relation[]) {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const [litres, kilograms] = [await makeItem(tenant, { unit: 'LTR' }), await makeItem(tenant)]
	const unitOf = (id: string) => relations.find((one) => one.part === id)?.unit ?? 'KGM'
	const lotOf = new Map<string, string>()
	const post = async <T>(path: string, body: unknown): Promise<T> => {
		const answer = await call<T>(app, 'post', path, { key, body })
		expect(answer.status, answer.text).toBe(201)
		return answer.body
	}
	const make = async (id: string): Promise<string> => {
		const known = lotOf.get(id)
		if (known) return known
		const quantity = { value: '1000', unit: unitOf(id) }
		const item = (quantity.unit === 'LTR' ? litres : kilograms).sku
		const lot = { item, code: id.slice(-36), state: 'in_production' }
		const inputs: { lot: { id: string }; quantity: { value: string; unit: string } }[] = []
		for (const { part, value, unit } of relations.filter((one) => one.whole === id))
			inputs.push({ lot: { id: await make(part) }, quantity: { value, unit } })
		const made =
			inputs.length === 0
				? (await post<{ id: string }>('/lots', { ...lot, quantity })).id
				: (
						await post<{ outputs: { lot: string }[] }>('/events', {
							kind: 'produce',
							eventTime: '2026-11-22T08:00:00Z',
							inputs,
							outputs: [{ newLot: lot, quantity }],
						})
					).outputs[0]?.lot
		lotOf.set(id, made ?? '')
		return made ?? ''
	}
	for (const { whole } of relations) await make(whole)
	const get = <T>(id: string, query: string) =>
		call<T>(app, 'get', `/lots/${lotOf.get(id)}/trace?${query}`, { key }).then(({ body }) => body)
	return { lotOf, get }
}

sampleTest('keeps the genealogy of a sample vehicle as it was built, in every direction and quantity', async () => {
	const relations = readRelations()
	const parts = [...new Set(relations.flatMap(({ whole, part }) => [part, whole]))]
	const { lotOf, get } = await assemble(relations)
	expect(lotOf.size).toBe(parts.length)
	const forward = relations.map(({ whole, part }) => [part, whole] as const)
	const backward = relations.map(({ whole, part }) => [whole, part] as const)
	for (const id of parts)
		for (const [direction, pairs] of [
			['forward', forward],
			['backward', backward],
		] as const) {
			const { ids } = await get<Closure>(id, `direction=${direction}&format=ids`)
			expect(ids).toHaveLength(new Set(ids).size)
			expect(new Set(ids)).toEqual(new Set([...closure(pairs, id)].map((one) => lotOf.get(one))))
		}
	const vehicle = parts.find((id) => !relations.some((one) => one.part === id)) ?? ''
	const whole = await get<TraceBody>(vehicle, 'direction=backward')
	expect(whole.nodes).toHaveLength(45)
	expect(whole.edges).toHaveLength(44)
	expect(Math.max(...whole.nodes.map((node) => node.depth))).toBe(3)
	const told = (parent: string, child: string, value: string, unit: string) => `${parent} ${child} ${value} ${unit}`
	expect(
		whole.edges.map((edge) => told(edge.parent, edge.child, edge.quantity.value, edge.quantity.unit)).sort(),
	).toEqual(
		relations.map((one) => told(lotOf.get(one.part) ?? '', lotOf.get(one.whole) ?? '', one.value, one.unit)).sort(),
	)
})
