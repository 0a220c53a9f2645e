import { expect } from 'vitest'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { type ResultEntry, recordResults } from '#app/features/quality/record-results.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeSpecification, type TestItem } from './item.ts'
import { makeLot } from './lot.ts'
import { actAs, makePerson, type TestPerson } from './tenant.ts'

/** A person's signature, proven as a screen does it. */
export async function signAs(
	person: TestPerson,
	reason = 'Looked at everything',
	meaning = 'approved',
): Promise<SignatureInput> {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password })
	if (!proof.ok) throw new Error(`Not proven: ${proof.error.code}`)
	return { proof: proof.value, meaning, reason }
}

export type TestedLot = {
	lot: { id: string; code: string }
	item: TestItem
	tensile: string
	length: string
	reviewer: TestPerson
}

/** A lot of an item with two required tests (tensile at least 860, length 5.48 to 5.52), waiting for release. */
export async function makeTestedLot(tenant: TenantInfo, options: { results?: boolean } = {}): Promise<TestedLot> {
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant, { unit: 'H87' })
	const tensile = await makeSpecification(tenant, item, { test: 'Tensile strength', minimum: '860' })
	const length = await makeSpecification(tenant, item, {
		test: 'Length',
		unit: 'mm',
		minimum: '5.48',
		maximum: '5.52',
		position: 2,
	})
	const lot = await makeLot(tenant, item, { quantity: { value: '100', unit: 'H87' }, state: 'quarantine' })
	if (options.results ?? true)
		await record(tenant, reviewer, lot.id, [
			{ specificationId: tensile, reported: '905' },
			{ specificationId: length, reported: '5.501' },
		])
	const moved = await actAs(tenant, reviewer, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))
	expect(moved.ok).toBe(true)
	return { lot, item, tensile, length, reviewer }
}

/** Records results as a person does. */
export async function record(
	tenant: TenantInfo,
	person: TestPerson,
	lotId: string,
	entries: ResultEntry[],
	reason?: string,
): Promise<void> {
	const recorded = await actAs(tenant, person, (ctx) => recordResults(ctx, { lotId, entries, reason }))
	expect(recorded.ok).toBe(true)
}

/** The version of a lot's row, as a screen holds it. */
export async function lotVersion(tenant: TenantInfo, lotId: string): Promise<number> {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ version: number }[]>('select version from lot where id = ?', [lotId]),
	)
	return row?.version ?? 0
}
