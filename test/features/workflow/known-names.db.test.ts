import { expect } from 'vitest'
import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import { knownNames } from '#app/features/workflow/drafts/known-names.server.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { shipped } from './workflow-cases.ts'

useTestPortal()

/* What the designer offers and the checks know of a company: its procedures, and what its data dictionary describes. */

dbTest(
	'a step may ask for procedures in force and for fields like those of the dictionary, and for no other procedure',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		await actAs(tenant, admin, (ctx) =>
			publishProcedure(ctx, {
				code: 'SOP-QA-012',
				title: { en: 'Release of lots', 'zh-CN': '批次放行' },
				text: { en: 'Look at everything.', 'zh-CN': '逐项核对。' },
				documentId: null,
				changes: 'New',
				acknowledgeBy: null,
				isNew: true,
			}),
		)
		await defineAttribute(tenant, admin, 'coating', {
			type: 'enum',
			choices: [
				{ value: 'TiN', labelEn: 'Titanium nitride', labelZh: '氮化钛' },
				{ value: 'B2', labelEn: 'None', labelZh: '无' },
			],
		})
		await defineAttribute(tenant, admin, 'tested_at', { type: 'datetime' })
		const known = await actAs(tenant, admin, (ctx) =>
			knownNames(ctx, [{ transitions: [{ training: ['SOP-QA-012', 'SOP-QA-999'] }] }]),
		)
		expect(known.courseTitles).toEqual({ 'SOP-QA-012': { en: 'Release of lots', 'zh-CN': '批次放行' } })
		const own = known.dictionary?.filter(({ field }) => ['coating', 'tested_at'].includes(field.field))
		expect(own).toEqual([
			{
				subject: 'lot',
				field: {
					field: 'coating',
					label: { en: 'coating', 'zh-CN': 'coating' },
					required: false,
					type: 'choice',
					choices: [
						{ value: 'tin', label: { en: 'Titanium nitride', 'zh-CN': '氮化钛' } },
						{ value: 'b2', label: { en: 'None', 'zh-CN': '无' } },
					],
				},
			},
		])
		const definition = shipped('deviation')
		const place = definition.transitions.findIndex(({ key }) => key === 'close')
		const problemsWith = (course: string) => {
			const transitions = definition.transitions.map((one) =>
				one.key === 'close' ? { ...one, training: [course] } : one,
			)
			return validateWorkflow({ ...definition, transitions }, known)
				.filter(({ severity }) => severity === 'error')
				.map(({ code, path }) => `${code} ${path}`)
		}
		expect(problemsWith('SOP-QA-012')).toEqual([])
		expect(problemsWith('SOP-QA-999')).toEqual([`unknown-training /transitions/${place}/training/0`])
	},
)
