import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { approveAndPublishRuleSet } from '#app/features/rules/approve-and-publish-rule-set.server.ts'
import { importRuleSet } from '#app/features/rules/import-rule-set.server.ts'
import { importRuleSetFile } from '#app/features/rules/import-rule-set-file.server.ts'
import { loader as exportLoader } from '#app/features/rules/routes/export.ts'
import { readRuleSetPage } from '#app/features/rules/rule-set-page.server.ts'
import { listRuleSets } from '#app/features/rules/rule-sets.queries.server.ts'
import { submitRuleSet } from '#app/features/rules/submit-rule-set.server.ts'
import { takeRuleSetStep } from '#app/features/rules/take-rule-set-step.server.ts'
import { versionsOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { signAs } from '../../factories/quality.ts'
import { requestOf } from '../../factories/request.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { setArbitrary } from './rule-set-arbitrary.ts'
import { leaf, rule, ruleSet, words } from './rule-set-factory.ts'

useTestPortal()
const app = webApp()

async function company() {
	const tenant = await makeTenant()
	return { tenant, admin: await makePerson(tenant, ['compliance_admin']) }
}

type Company = { tenant: TenantInfo; admin: TestPerson }

/** A set of a key that no tenant has, with tests that are green. */
const own = (key = 'our_own_set') =>
	ruleSet([rule(leaf('lot.onHold', 'equal', true), { title: words('Held', '冻结') })], {
		key,
		outcomes: ['pass', 'block'],
		tests: [
			{ name: 'free', facts: { lot: { onHold: false } }, expect: { outcome: 'pass' } },
			{ name: 'held', facts: { lot: { onHold: true } }, expect: { outcome: 'block' } },
		],
	})

async function sendFile({ tenant, admin }: Company, text: string) {
	const form = new FormData()
	form.set('file', new File([text], 'rules.json', { type: 'application/json' }))
	return importRuleSetFile({ request: await requestOf(tenant, admin, '/rules', { method: 'POST', body: form }) })
}

async function saveInEditor({ tenant, admin }: Company, key: string, text: string) {
	const form = new FormData()
	const fields = { intent: 'save', draftId: '', version: '', basedOn: '1', content: text }
	for (const [name, value] of Object.entries(fields)) form.set(name, value)
	const request = await requestOf(tenant, admin, `/rules/${key}`, { method: 'POST', body: form })
	return takeRuleSetStep({ request }, key)
}

const versions = (tenant: TenantInfo, key: string) =>
	withTenantContext(tenant.id, async (ctx) => (await versionsOf(ctx, 'rule-set', key)).rows)

dbTest('a file of a new key becomes a draft that decides nothing', async () => {
	const of = await company()
	const answer = await sendFile(of, JSON.stringify(own()))
	expect(answer).toBeInstanceOf(Response)
	expect((answer as Response).headers.get('location')).toMatch(/^\/rules\/our_own_set\?draft=/)
	expect(await versions(of.tenant, 'our_own_set')).toMatchObject([{ status: 'draft', number: null, basedOn: null }])
	const page = await actAs(of.tenant, of.admin, (ctx) => readRuleSetPage(ctx, 'our_own_set', {}))
	expect(page).toMatchObject({
		active: null,
		base: null,
		isOwn: true,
		shown: { status: 'draft' },
		analysis: { problems: [] },
	})
	const listed = await actAs(of.tenant, of.admin, listRuleSets)
	expect(listed.find(({ key }) => key === 'our_own_set')).toMatchObject({ active: null, drafts: 1 })
})

dbTest('an imported set of a new key is approved by another person and published as its first version', async () => {
	const { tenant, admin } = await company()
	const second = await makePerson(tenant, ['compliance_admin'])
	const imported = await actAs(tenant, admin, (ctx) => importRuleSet(ctx, own()))
	if (!imported.ok) throw new Error(JSON.stringify(imported.error))
	const { id: draftId } = imported.value
	const sent = await actAs(tenant, admin, (ctx) => submitRuleSet(ctx, { draftId, note: 'From the other plant' }))
	expect(sent).toMatchObject({ ok: true })
	const signature = await signAs(second)
	const published = await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId, signature }))
	expect(published).toMatchObject({ ok: true, value: { number: 1, retired: null } })
})

dbTest('a file of a key that is there becomes a draft beside the active version', async () => {
	const of = await company()
	const shipped = readFileSync('rules/release_gate.json', 'utf8')
	await sendFile(of, `\uFEFF${shipped}`)
	expect(await versions(of.tenant, 'release_gate')).toMatchObject([
		{ status: 'draft', basedOn: 1 },
		{ status: 'active', number: 1 },
	])
})

dbTest('an auditor may not import', async () => {
	const { tenant } = await company()
	const auditor = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, auditor, (ctx) => importRuleSet(ctx, own()))).toEqual(err({ code: 'forbidden' }))
	await expect(sendFile({ tenant, admin: auditor }, JSON.stringify(own()))).rejects.toMatchObject({ status: 403 })
})

dbTest('what one tenant exports, another imports and exports again as it was', async () => {
	const [one, other] = [await company(), await company()]
	const exported = async ({ tenant, admin }: Company, id: string): Promise<unknown> => {
		const request = await requestOf(tenant, admin, `/rules/any_set/export?draft=${id}`)
		const response = await exportLoader({ request, params: { key: 'any_set' }, context: {} })
		return response.json()
	}
	await fc.assert(
		fc.asyncProperty(setArbitrary, async (set) => {
			const content = JSON.parse(JSON.stringify({ ...set, key: 'any_set' })) as unknown
			const first = await actAs(one.tenant, one.admin, (ctx) => importRuleSet(ctx, content))
			if (!first.ok) throw new Error(JSON.stringify(first.error))
			const file = await exported(one, first.value.id)
			expect(file).toEqual(content)
			const second = await actAs(other.tenant, other.admin, (ctx) => importRuleSet(ctx, file))
			if (!second.ok) throw new Error(JSON.stringify(second.error))
			expect(await exported(other, second.value.id)).toEqual(content)
			// The draft of one tenant is no draft of the other.
			await expect(exported(other, first.value.id)).rejects.toMatchObject({ status: 404 })
		}),
		{ numRuns: 25 },
	)
})

const nested = (depth: number): unknown =>
	depth === 0 ? leaf('lot.onHold', 'equal', true) : { all: [nested(depth - 1)] }
const withLeaf = (more: object) => ({
	...own(),
	rules: [rule({ all: [{ ...leaf('lot.code', 'equal', 'A'), ...more } as never] })],
})

/** The text of a document, where it stops being acceptable, and the reason. */
const HOSTILE: readonly [what: string, text: string, place: string, code: string][] = [
	['is not JSON', '{ "schema": "rule-set/1",\n  "rules": [', '', 'not-json'],
	[
		'names a prototype',
		JSON.stringify(own()).replace('"rules"', '"__proto__":{"admin":true},"rules"'),
		'/__proto__',
		'forbidden-key',
	],
	[
		'names a constructor deep inside',
		JSON.stringify({
			...own(),
			tests: [{ name: 'x', facts: { lot: { constructor: 1 } }, expect: { outcome: 'pass' } }],
		}),
		'/tests/0/facts/lot/constructor',
		'forbidden-key',
	],
	[
		'is nested without end',
		JSON.stringify({ ...own(), rules: [] }).replace('"rules":[]', `"rules":${'['.repeat(5_000)}${']'.repeat(5_000)}`),
		`/rules${'/0'.repeat(47)}`,
		'depth-exceeded',
	],
	[
		'has groups nine deep',
		JSON.stringify({ ...own(), rules: [rule(nested(9) as never)] }),
		'/rules/0/conditions',
		'depth-exceeded',
	],
	['is wide', JSON.stringify({ ...own(), tests: Array.from({ length: 60_000 }, () => 0) }), '', 'too-large'],
	['is large', JSON.stringify({ ...own(), description: words('x'.repeat(1_000_001)) }), '', 'too-large'],
	[
		'has a JSONPath filter for a path',
		JSON.stringify(withLeaf({ path: '$..[?(@.constructor)]' })),
		'/rules/0/conditions/all/0/path',
		'invalid-path',
	],
	[
		'has a script for a path',
		JSON.stringify(withLeaf({ path: '$.a[(process.exit())]' })),
		'/rules/0/conditions/all/0/path',
		'invalid-path',
	],
	[
		'asks for an evil pattern',
		JSON.stringify(withLeaf({ operator: 'matches', value: '(a+)+$' })),
		'/rules/0/conditions/all/0/operator',
		'unknown-operator',
	],
	[
		'leads back to itself',
		JSON.stringify({ ...own(), conditions: { round: { all: [{ condition: 'round' }] } } }),
		'/conditions/round',
		'shared-condition-cycle',
	],
]

dbTest.for(HOSTILE)('nothing is kept of a document that %s, whichever way it comes', async ([, text, place, code]) => {
	const of = await company()
	const key = await makeApiKey(of.tenant)
	const found = expect.arrayContaining([
		expect.objectContaining({ path: place, code, message: expect.stringMatching(/\S/) }),
	])

	expect(await sendFile(of, text), 'the file').toMatchObject({
		ok: false,
		formError: expect.any(String),
		problems: found,
	})

	const typed = await saveInEditor(of, 'release_gate', text)
	expect(typed, 'the editor').toMatchObject({ ok: false, formError: expect.stringMatching(/\S/) })
	const formError = (typed as { formError: string }).formError
	// A form that is too long for the editor is refused before it is read.
	if (place !== '') expect(formError).toContain(`${place}: `)

	const wrap = (document: string) => `{"content":${document}}`
	for (const [path, body] of [
		['/rule-sets/import', text],
		['/rule-sets/release_gate/drafts', wrap(text)],
	] as const) {
		const called = await call<ProblemBody>(app, 'post', path, { key, body })
		if (code === 'not-json') expect(called, path).toMatchObject({ status: 400, body: { status: 400 } })
		else expect(called, path).toMatchObject({ status: 422, body: { code: 'rule-set-invalid', errors: found } })
	}
	expect(await versions(of.tenant, 'our_own_set')).toEqual([])
	expect((await versions(of.tenant, 'release_gate')).map(({ status }) => status)).toEqual(['active'])
	expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

const WRONG: readonly [what: string, document: unknown, place: string, code: string][] = [
	['an unknown fact', withLeaf({ path: '$.noSuchFact' }), '/rules/0/conditions/all/0/path', 'unknown-fact-path'],
	['a value of another type', withLeaf({ value: 7 }), '/rules/0/conditions/all/0/value', 'value-type-mismatch'],
	[
		'an outcome that is none',
		{ ...own(), rules: [rule(leaf('lot.onHold', 'equal', true), { event: { type: 'explode' } })] },
		'/rules/0/event/type',
		'unknown-outcome',
	],
	[
		'too many rules',
		{
			...own(),
			rules: Array.from({ length: 201 }, (_, n) => rule(leaf('lot.onHold', 'equal', true), { key: `r${n}` })),
		},
		'/rules',
		'too-many-rules',
	],
	['an empty group', { ...own(), rules: [rule({ all: [] })] }, '/rules/0/conditions/all', 'empty-group'],
	['a field of another format', { ...own(), priority: 3 }, '/priority', 'unknown-key'],
	['no rule set at all', [], '', 'wrong-type'],
]

dbTest.for(WRONG)('an import with %s is refused as a whole, with the place', async ([, document, place, code]) => {
	const of = await company()
	const found = expect.arrayContaining([expect.objectContaining({ path: place, code })])
	expect(await sendFile(of, JSON.stringify(document))).toMatchObject({ ok: false, problems: found })
	const called = await call<ProblemBody>(app, 'post', '/rule-sets/import', {
		key: await makeApiKey(of.tenant),
		body: document,
	})
	expect(called).toMatchObject({ status: 422, body: { code: 'rule-set-invalid', errors: found } })
	expect(await versions(of.tenant, 'our_own_set')).toEqual([])
})
