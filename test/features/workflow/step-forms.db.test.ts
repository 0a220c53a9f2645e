import { expect } from 'vitest'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { fieldProblem } from '#app/features/workflow/form-fields.model.ts'
import type { WorkflowFormField } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeDocument } from '../../factories/document.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { lotVersion } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* The form of a step: each type of field, what is asked for and missing, a screen that is out of date, a lost right. */

const label = (en: string) => ({ en, 'zh-CN': en })
const FIELDS: WorkflowFormField[] = [
	{ field: 'remark', label: label('Remark'), type: 'text', required: true },
	{ field: 'count', label: label('Count'), type: 'number' },
	{ field: 'weight', label: label('Weight'), type: 'quantity', unit: 'KGM' },
	{ field: 'sampledOn', label: label('Sampled on'), type: 'date' },
	{
		field: 'grade',
		label: label('Grade'),
		type: 'choice',
		choices: [
			{ value: 'a', label: label('A') },
			{ value: 'b', label: label('B') },
		],
	},
	{ field: 'report', label: label('Report'), type: 'file' },
]

const UNKNOWN_FILE = '01890a5d-ac96-774b-bcce-b302099a8057'

/** Per type: what fits, and what does not with the word for it. */
const VALUES: Record<string, { fits: unknown[]; wrong: [unknown, string][] }> = {
	remark: {
		fits: ['seen', '看过'],
		wrong: [
			[7, 'not-text'],
			['x'.repeat(2_001), 'too-long'],
		],
	},
	count: {
		fits: ['0', '-3', '12.5', 4],
		wrong: [
			['1,5', 'not-a-number'],
			['twelve', 'not-a-number'],
			['1e9', 'not-a-number'],
		],
	},
	weight: {
		fits: ['1500', '0.000001'],
		wrong: [
			['12 kg', 'not-a-number'],
			['0x10', 'not-a-number'],
		],
	},
	sampledOn: {
		fits: ['2028-02-29'],
		wrong: [
			['2027-02-29', 'not-a-date'],
			['29.02.2028', 'not-a-date'],
			[20_280_229, 'not-a-date'],
		],
	},
	grade: {
		fits: ['a', 'b'],
		wrong: [
			['c', 'not-a-choice'],
			['A', 'not-a-choice'],
			[['a'], 'not-a-choice'],
		],
	},
	report: {
		fits: [UNKNOWN_FILE],
		wrong: [
			['report.pdf', 'not-a-file'],
			[{}, 'not-a-file'],
		],
	},
}

async function scene() {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { form: { required: [], fields: FIELDS } })
	const person = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	return { tenant, person, lot }
}

type Asked = { fields?: Record<string, unknown>; expectedVersion?: number }
const submit = async (tenant: TenantInfo, person: TestPerson, lotId: string, asked: Asked) => {
	const moved = await actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId, transition: 'submit', ...asked }))
	if (moved.ok) return 'moved'
	if (moved.error.code !== 'transition-refused') return moved.error.code
	return moved.error.refusals.map((one) =>
		one.code === 'field'
			? `${one.detail.field}: ${one.detail.problem}`
			: one.code === 'state'
				? one.detail.problem
				: one.code,
	)
}

dbTest('each type of field takes what fits and names what does not', async () => {
	const { tenant, person, lot } = await scene()
	for (const field of FIELDS) {
		const { fits, wrong } = VALUES[field.field] ?? { fits: [], wrong: [] }
		expect(
			fits.map((value) => fieldProblem(field, value)),
			field.field,
		).toEqual(fits.map(() => null))
		for (const [value, problem] of wrong) {
			const fields = { remark: 'seen', [field.field]: value }
			expect(await submit(tenant, person, lot.id, { fields }), `${field.field} ${value}`).toEqual([
				`${field.field}: ${problem}`,
			])
		}
	}
})

dbTest('everything that is wrong is said at once, and what is right is kept with the step', async () => {
	const { tenant, person, lot } = await scene()
	expect(await submit(tenant, person, lot.id, { fields: { count: 'x', grade: 'z', sampledOn: '' } })).toEqual([
		'remark: missing',
		'count: not-a-number',
		'grade: not-a-choice',
	])
	expect(await submit(tenant, person, lot.id, {})).toEqual(['remark: missing'])
	const report = await makeDocument(tenant, person)
	const fields = { remark: 'seen', count: '12.5', weight: '3', sampledOn: '2028-02-29', grade: 'b', report }
	expect(await submit(tenant, person, lot.id, { fields })).toBe('moved')
	const [step] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ fields: unknown }[]>(
			"select fields from workflow_step where subject_id = ? and transition = 'submit'",
			[lot.id],
		),
	)
	expect(step?.fields).toEqual(fields)
})

dbTest('a document that there is not, or that is another company’s, is no file of the step', async () => {
	const { tenant, person, lot } = await scene()
	const other = await makeTenant()
	const foreign = await makeDocument(other, await makePerson(other, ['quality_reviewer']))
	for (const report of [UNKNOWN_FILE, foreign])
		expect(await submit(tenant, person, lot.id, { fields: { remark: 'seen', report } })).toEqual(['report: not-a-file'])
})

dbTest('a screen that is out of date and a right that was lost are refused, and nothing is half done', async () => {
	const { tenant, person, lot } = await scene()
	const version = await lotVersion(tenant, lot.id)
	const fields = { remark: 'seen' }
	expect(await submit(tenant, person, lot.id, { fields, expectedVersion: version - 1 })).toEqual(['stale'])
	const former: TestPerson = { ...person, roles: ['auditor'] }
	expect(await submit(tenant, former, lot.id, { fields, expectedVersion: version })).toEqual(['permission'])
	expect(await lotVersion(tenant, lot.id)).toBe(version)
	expect(await submit(tenant, person, lot.id, { fields, expectedVersion: version })).toBe('moved')
	expect(await submit(tenant, person, lot.id, { fields, expectedVersion: version })).toContain('stale')
})
