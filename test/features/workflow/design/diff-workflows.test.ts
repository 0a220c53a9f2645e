import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diffWorkflows } from '#app/features/workflow/design/diff-workflows.ts'
import { type WorkflowDefinition, workflowSchema } from '#app/features/workflow/workflow.schema.ts'

const shipped = (): WorkflowDefinition =>
	workflowSchema.parse(JSON.parse(readFileSync('workflows/return.json', 'utf8')))

/** The sentences of one change of the workflow of returns. */
function sentencesOf(change: (after: WorkflowDefinition) => void) {
	const after = shipped()
	change(after)
	return diffWorkflows(shipped(), after).map(({ sentence }) => sentence)
}

const stepOf = (definition: WorkflowDefinition, key: string) => {
	const step = definition.transitions.find((one) => one.key === key)
	if (!step) throw new Error(`no step ${key}`)
	return step
}

test('a name changed in one language is told to readers of both', () => {
	const sentences = sentencesOf((after) => {
		const [state] = after.states
		if (state) state.title = { en: 'Asked for', 'zh-CN': '已申请' }
	})
	expect(sentences).toEqual([
		{
			en: '“Asked for”: name “Requested” → “Asked for”',
			'zh-CN': '“已申请”：名称（英文） “Requested” → “Asked for”',
		},
	])
})

test('a field that a step brings itself is told by its label', () => {
	const sentences = sentencesOf((after) => {
		const confirm = stepOf(after, 'confirm')
		confirm.form = { required: [] }
	})
	expect(sentences[0]?.en).toBe('“Confirm”: needed fields Your return number → nothing')
	expect(sentences[0]?.['zh-CN']).toBe('“确认”：必填字段 您的退货编号 → 无')
})

test('what no word tells apart is said to have changed in its details', () => {
	const sentences = sentencesOf((after) => {
		for (const field of stepOf(after, 'confirm').form?.fields ?? []) field.required = !field.required
	})
	expect(sentences).toEqual([
		{ en: '“Confirm”: needed fields changed in its details', 'zh-CN': '“确认”：必填字段的细节有修改' },
	])
})
