import { expect } from 'vitest'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { addAction, finishAction } from '#app/features/cases/edit-case.server.ts'
import { moveCase } from '#app/features/cases/move-case.server.ts'
import { reconstructLink } from '#app/features/genealogy/reconstruct-link.server.ts'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { readDeviationPage } from '#app/features/quality/deviation-page.server.ts'
import { moveDeviation } from '#app/features/quality/move-deviation.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import { signDraft } from '#app/features/rules/sign-draft.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../factories/case.ts'
import { makeDraft } from '../factories/definition.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { lotVersion, makeTestedLot, signAs } from '../factories/quality.ts'
import { makeChain, makeOpenRecall } from '../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { writeByHand } from '../factories/workflow.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/*
 * Every kind of record that is signed: its page says printed name, meaning, reason and time, the signature stands while
 * the record says what was signed, and is void once the record says something else (21 CFR 11.50, 11.70).
 */

useTestPortal()

type Signed = { tenant: TenantInfo; id: string; name: string }
type Kind = { kind: string; sign: () => Promise<Signed>; table: string; change: string; by?: string }

/** Throws what a step was refused for. */
const sure = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}

async function signedRelease(): Promise<Signed> {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const request = {
		lotId: lot.id,
		expectedVersion: await lotVersion(tenant, lot.id),
		signature: await signAs(reviewer),
	}
	sure(await actAs(tenant, reviewer, (ctx) => releaseLot(ctx, request)))
	return { tenant, id: lot.id, name: reviewer.name }
}

async function signedDeviation(): Promise<Signed> {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant, { results: false })
	const operator = await makePerson(tenant, ['operator'])
	const open = { title: 'Scratched tray', severity: 'minor' as const, reason: 'Seen at packing', lot: { id: lot.id } }
	const { id } = sure(await actAs(tenant, operator, (ctx) => openDeviation(ctx, open)))
	const step = (person: typeof reviewer, transition: string, more = {}) =>
		actAs(tenant, person, (ctx) => moveDeviation(ctx, { deviationId: id, transition, ...more }))
	sure(await step(operator, 'investigate'))
	sure(await step(operator, 'submit', { fields: { conclusion: 'Tray replaced' } }))
	sure(await step(reviewer, 'close', { signature: await signAs(reviewer) }))
	return { tenant, id, name: reviewer.name }
}

async function signedCase(kind: 'capa' | 'change'): Promise<Signed> {
	const tenant = await makeTenant()
	const [one, two] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	const { id } = await makeCase(tenant, one, caseForm(kind))
	const step = (person: typeof one, transition: string, more = {}) =>
		actAs(tenant, person, (ctx) => moveCase(ctx, { kind, id, transition, ...more }))
	if (kind === 'capa') {
		sure(await step(one, 'investigate'))
		const measure = await actAs(tenant, one, (ctx) =>
			addAction(ctx, { kind, id, title: 'Replace', ownerId: one.id, dueOn: '2026-12-20' }),
		)
		sure(measure)
		sure(await step(one, 'submit_plan', { fields: { cause: 'Worn trays', effectivenessCheck: 'Ten lots' } }))
		sure(await step(two, 'approve_plan', { signature: await signAs(two) }))
		// What comes later was not signed, and takes nothing away from what was.
		sure(
			await actAs(tenant, one, (ctx) =>
				finishAction(ctx, { kind, id, actionId: measure.ok ? measure.value.id : '', note: 'Replaced' }),
			),
		)
		sure(await step(one, 'complete', { fields: { conclusion: 'Replaced' } }))
	} else {
		sure(await step(one, 'submit', { fields: { cause: 'Fewer scratches', conclusion: 'One line' } }))
		sure(await step(two, 'approve', { signature: await signAs(two) }))
	}
	return { tenant, id, name: two.name }
}

async function signedRecall(): Promise<Signed> {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const { seed } = await makeChain(tenant)
	return { tenant, id: await makeOpenRecall(tenant, manager, [seed]), name: manager.name }
}

async function signedDefinition(kind: 'rule-set' | 'workflow'): Promise<Signed> {
	const tenant = await makeTenant()
	const [author, second] = [
		await makePerson(tenant, ['compliance_admin']),
		await makePerson(tenant, ['compliance_admin']),
	]
	const id = await makeDraft(tenant, author, 'release_gate', 'stricter')
	const signature = await signAs(second)
	await actAs(tenant, second, async (ctx) => {
		const [row] = await ctx.em.execute<{ version: number; content_hash: string }[]>(
			'select version, content_hash from definition_version where id = ?',
			[id],
		)
		const { version = 0, content_hash: contentHash = '' } = row ?? {}
		return sure(await signDraft(ctx, kind, { id, key: 'release_gate', version, contentHash, basedOn: null }, signature))
	})
	return { tenant, id, name: second.name }
}

async function signedLink(): Promise<Signed> {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const parent = await makeLot(tenant, item, { manufacturedOn: '2026-06-01' })
	const child = await makeLot(tenant, item)
	const signature = await signAs(person, 'The batch record shows it', 'reconstructed')
	const { eventId } = sure(
		await actAs(tenant, person, (ctx) =>
			reconstructLink(ctx, {
				parentId: parent.id,
				childId: child.id,
				kind: 'consume',
				quantity: { value: '40', unit: 'KGM' },
				happenedAt: new Date('2026-07-01T08:00:00Z'),
				evidence: 'Batch record 17, page 4',
				takeFromStock: false,
				signature,
			}),
		),
	)
	return { tenant, id: eventId, name: person.name }
}

const KINDS: readonly Kind[] = [
	{ kind: 'release of a lot', sign: signedRelease, table: 'lot', change: "expires_on = '2035-01-31'" },
	{ kind: 'deviation', sign: signedDeviation, table: 'deviation', change: "conclusion = 'Nothing found'" },
	{ kind: 'CAPA', sign: () => signedCase('capa'), table: 'quality_case', change: "cause = 'Nobody knows'" },
	{
		kind: 'plan of a CAPA',
		sign: () => signedCase('capa'),
		table: 'quality_case_action',
		change: "due_on = '2035-01-31'",
		by: 'case_id',
	},
	{ kind: 'change', sign: () => signedCase('change'), table: 'quality_case', change: `change = '{"lines":[]}'` },
	{ kind: 'recall', sign: signedRecall, table: 'recall_case', change: "recall_class = 'III'" },
	{
		kind: 'rule set',
		sign: () => signedDefinition('rule-set'),
		table: 'definition_version',
		change: "content_hash = 'another'",
	},
	{
		kind: 'workflow',
		sign: () => signedDefinition('workflow'),
		table: 'definition_version',
		change: "content_hash = 'another'",
	},
	{ kind: 'reconstructed link', sign: signedLink, table: 'trace_event', change: 'corrects_id = id' },
]

const shown = ({ tenant, id }: Signed) =>
	withTenantContext(tenant.id, (ctx) => signaturesOf(ctx, id, '2100-01-01T00:00:00Z'))

for (const { kind, sign, table, change, by = 'id' } of KINDS)
	dbTest(
		`${kind}: who signed what, why and when is shown, and it is void once the record says something else`,
		async () => {
			const signed = await sign()
			const [signature, ...others] = await shown(signed)
			expect(others).toEqual([])
			expect(signature).toMatchObject({ printedName: signed.name, standing: 'good' })
			expect(signature?.meaning).toMatch(/^\w+$/)
			expect(signature?.reason.length).toBeGreaterThan(3)
			expect(Date.parse(signature?.signedAt ?? '')).toBeGreaterThan(0)
			await writeByHand(table, `update ${table} set ${change} where ${by} = ?`, [signed.id])
			expect((await shown(signed)).map((one) => one.standing)).toEqual(['record-changed'])
		},
	)

dbTest('the pages of a deviation and a CAPA show their signature as void', async () => {
	const deviation = await signedDeviation()
	const capa = await signedCase('capa')
	const pages = async () => {
		const reader = async (tenant: TenantInfo) => makePerson(tenant, ['quality_reviewer'])
		const one = await actAs(deviation.tenant, await reader(deviation.tenant), (ctx) =>
			readDeviationPage(ctx, deviation.id),
		)
		const two = await actAs(capa.tenant, await reader(capa.tenant), (ctx) => readCasePage(ctx, 'capa', capa.id))
		return [...(one?.record.history ?? []), ...(two?.record.history ?? [])].flatMap((entry) => entry.signature ?? [])
	}
	expect(await pages()).toMatchObject([
		{ name: deviation.name, standing: 'good' },
		{ name: capa.name, standing: 'good' },
	])
	await writeByHand('deviation', "update deviation set title = 'Another' where id = ?", [deviation.id])
	await writeByHand('quality_case', "update quality_case set title = 'Another' where id = ?", [capa.id])
	expect((await pages()).map((one) => one.standing)).toEqual(['record-changed', 'record-changed'])
})

dbTest(
	'a lot is signed with its attributes, supplier lot and revision: what changes voids, what is filled in does not',
	async () => {
		const tenant = await makeTenant()
		const { lot, reviewer } = await makeTestedLot(tenant)
		const amend = (attributes: Record<string, unknown>, more: object = {}) =>
			actAs(tenant, reviewer, (ctx) =>
				amendLot(ctx, { lotId: lot.id, reason: 'Read off the certificate', changes: { attributes, ...more } }),
			)
		sure(await amend({ heat: 'H-1' }))
		const signature = await signAs(reviewer)
		const expectedVersion = await lotVersion(tenant, lot.id)
		sure(await actAs(tenant, reviewer, (ctx) => releaseLot(ctx, { lotId: lot.id, expectedVersion, signature })))
		const standing = async () =>
			(await withTenantContext(tenant.id, (ctx) => signaturesOf(ctx, lot.id, '2100-01-01T00:00:00Z'))).map(
				(one) => one.standing,
			)
		expect(await standing()).toEqual(['good'])
		sure(await amend({ grade: 'ELI' }, { supplierLot: 'S-1' }))
		expect(await standing()).toEqual(['good'])
		sure(await amend({ heat: 'H-2' }))
		expect(await standing()).toEqual(['record-changed'])
		sure(await amend({ heat: 'H-1' }))
		expect(await standing()).toEqual(['good'])
		sure(await amend({ heat: null }))
		expect(await standing()).toEqual(['record-changed'])
	},
)
