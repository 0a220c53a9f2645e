import { expect, test } from 'vitest'
import { changeDocument, type Edit } from '#app/features/rules/edit/change-document.ts'
import { addRule, duplicateRule, freeKey, rulesOf, summaryOf } from '#app/features/rules/edit/rule-commands.ts'
import {
	addShared,
	removeShared,
	renameShared,
	sharedOf,
	usesOf,
	wouldLoop,
} from '#app/features/rules/edit/shared-conditions.ts'
import { leaf, rule, ruleSet } from '../rule-set-factory.ts'

const held = leaf('lot.onHold', 'equal', true)
const set = ruleSet(
	[
		rule({ all: [{ condition: 'b' }, held] }, { key: 'one' }),
		rule({ all: [{ not: { condition: 'b' } }] }, { key: 'two' }),
	],
	{ conditions: { a: { all: [held] }, b: { any: [{ condition: 'a' }] } } },
)
const apply = (edits: readonly Edit[] | null) => (edits ?? []).reduce(changeDocument, set as unknown)

test('counts where a shared condition is used', () => {
	expect([usesOf(set, 'a'), usesOf(set, 'b'), usesOf(set, 'c')]).toEqual([1, 2, 0])
})

test('knows what would lead back to itself', () => {
	expect(wouldLoop(set, 'a', 'b')).toBe(true)
	expect(wouldLoop(set, 'a', 'a')).toBe(true)
	expect(wouldLoop(set, 'b', 'a')).toBe(false)
})

test('renames a shared condition in place, wherever it is used', () => {
	const after = apply(renameShared(set, 'b', 'exempt'))
	expect(Object.keys(sharedOf(after))).toEqual(['a', 'exempt'])
	expect([usesOf(after, 'b'), usesOf(after, 'exempt')]).toEqual([0, 2])
	expect(usesOf(apply(renameShared(set, 'a', 'z')), 'z')).toBe(1)
})

test('refuses a name that is taken or not of the form of a key', () => {
	expect(renameShared(set, 'b', 'a')).toBeNull()
	expect(renameShared(set, 'b', 'Not a key')).toBeNull()
})

test('a shared condition that is used is not taken away', () => {
	expect(removeShared(set, 'b')).toBeNull()
	const added = addShared(set)
	expect(added.name).toBe('new_condition')
	expect(Object.keys(sharedOf(apply(added.edits)))).toEqual(['a', 'b', 'new_condition'])
})

test('adds and copies rules under keys of their own', () => {
	const added = addRule(set)
	const after = apply(added.edits)
	expect(summaryOf(rulesOf(after)[added.index], added.index)).toMatchObject({ key: 'new_rule', outcome: 'block' })
	const copied = duplicateRule(set, 0)
	expect(rulesOf(apply(copied.edits)).map((one, index) => summaryOf(one, index).key)).toEqual([
		'one',
		'one_copy',
		'two',
	])
	expect(freeKey(['a', 'a_2'], 'a')).toBe('a_3')
})
