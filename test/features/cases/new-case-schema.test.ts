import { expect, test } from 'vitest'
import type { CaseKind } from '#app/features/cases/case.model.ts'
import { newCaseSchema } from '#app/features/cases/new-case.schema.ts'

const PARTY = '01a22fb7-c618-7615-af0c-b239360875d3'

/** The fields that the form of a new case points at. */
function missing(kind: CaseKind, given: object = {}, partner = false): string[] {
	const blank = { kind, title: '', description: '', topic: '', partyId: '', lots: [{ code: '', quantity: '' }] }
	const read = newCaseSchema(partner).safeParse({ ...blank, ...given })
	return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

const SAID = { title: 'Torn box', description: 'The outer box was torn.' }

test('an empty return says at once all that is missing', () => {
	expect(missing('return')).toEqual([
		'title problem.titleNeeded',
		'description problem.descriptionNeeded',
		'topic problem.topicNeeded',
		'partyId refused.party-missing',
		'lots.0.code refused.lots-missing',
	])
})

test('each lot that goes back says how much of it does', () => {
	const lots = [
		{ code: 'A-1', quantity: '' },
		{ code: 'A-2', quantity: '3' },
		{ code: 'A-3', quantity: '0' },
		{ code: '', quantity: '' },
	]
	expect(missing('return', { ...SAID, topic: 'from_customer', partyId: PARTY, lots })).toEqual([
		'lots.0.quantity refused.quantity-missing|A-1',
		'lots.2.quantity refused.quantity-missing|A-3',
	])
})

test('a customer who complains is asked neither who they are nor how much', () => {
	expect(missing('complaint', { ...SAID, topic: 'packaging' }, true)).toEqual([])
	expect(missing('complaint', { ...SAID, topic: 'packaging' })).toEqual(['partyId refused.party-missing'])
	expect(missing('capa', { ...SAID, topic: 'audit' })).toEqual([])
})
