import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forwardSteps } from '#app/features/work/forward-steps.model.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'

const steps = (workflow: string, state: string) =>
	forwardSteps(workflowSchema.parse(JSON.parse(readFileSync(`workflows/${workflow}.json`, 'utf8'))), state).map(
		({ key }) => key,
	)

test('the steps that lead on go neither back nor to a stop or an end without a result', () => {
	expect(steps('capa', 'awaiting_plan')).toEqual(['approve_plan'])
	expect(steps('capa', 'checking')).toEqual(['submit_check', 'close'])
	expect(steps('supplier_onboarding', 'awaiting_approval')).toEqual(['approve', 'approve_conditionally'])
	expect(steps('return', 'agreed')).toEqual(['confirm', 'move'])
})
