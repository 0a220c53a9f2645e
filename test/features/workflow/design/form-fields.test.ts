import { expect, test } from 'vitest'
import {
	changedType,
	choiceValue,
	formWith,
	newChoice,
	newFormField,
} from '#app/features/workflow/design/form-fields.ts'
import { runCommand } from '#app/features/workflow/design/run-command.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import { type WorkflowFormField, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { shipped } from '../workflow-cases.ts'

const label = { en: 'Grade', 'zh-CN': '等级' }

test('adds fields whose keys are their own, and that the format holds', () => {
	const first = newFormField([])
	const second = newFormField([first])
	expect([first.field, second.field]).toEqual(['field', 'field_2'])
	const definition = shipped('deviation')
	const ran = runCommand(definition, {
		type: 'set-transition',
		transition: 'submit',
		field: 'form',
		value: formWith(definition.transitions.find(({ key }) => key === 'submit')?.form, { fields: [first, second] }),
	})
	expect(ran.ok && workflowSchema.safeParse(ran.value).success).toBe(true)
	expect(ran.ok && ran.value.transitions.find(({ key }) => key === 'submit')?.form).toEqual({
		required: ['conclusion'],
		fields: [first, second],
	})
})

test('another type takes what only the old one had, and brings what it needs', () => {
	const text: WorkflowFormField = { field: 'grade', label, type: 'text', required: true }
	const choice = changedType(text, 'choice')
	expect(choice.choices).toHaveLength(1)
	expect(changedType(choice, 'quantity')).toEqual({ ...text, type: 'quantity', unit: 'KGM' })
	expect(changedType(changedType(choice, 'quantity'), 'text')).toEqual(text)
})

test('answers have values of their own, whatever word they are made of', () => {
	const first = newChoice([])
	expect(newChoice([first]).value).not.toBe(first.value)
	expect(choiceValue('ISO 9001', [])).toBe('iso_9001')
	expect(choiceValue('合格', ['choice'])).toBe('choice_2')
})

test('a form of which nothing is left is none', () => {
	expect(formWith({ required: ['reason'] }, { required: [] })).toBeUndefined()
	expect(formWith(undefined, { fields: [] })).toBeUndefined()
	expect(formWith({ required: [], labels: [{ field: 'cause', label }] }, { fields: [] })).toEqual({
		required: [],
		labels: [{ field: 'cause', label }],
	})
})

test('finds two fields of one key, two answers of one value, and a choice without answers', () => {
	const definition = shipped('deviation')
	const fields: WorkflowFormField[] = [
		{ field: 'grade', label, type: 'choice' },
		{
			field: 'grade',
			label,
			type: 'choice',
			choices: [
				{ value: 'a', label },
				{ value: 'a', label },
			],
		},
	]
	const place = definition.transitions.findIndex(({ key }) => key === 'submit')
	const transitions = definition.transitions.with(place, {
		...(definition.transitions[place] as (typeof definition.transitions)[number]),
		form: { required: ['conclusion'], fields },
	})
	const problems = validateWorkflow(
		{ ...definition, transitions },
		{ ruleSets: [], roles: [], templates: [], actions: [] },
	)
		.filter(({ path }) => path.includes('/form/fields'))
		.map(({ code, path }) => `${code} ${path.slice(path.indexOf('/form/fields/') + '/form/fields/'.length)}`)
	expect(problems.sort()).toEqual(['duplicate-key 1/choices/1/value', 'duplicate-key 1/field', 'missing 0/choices'])
})
