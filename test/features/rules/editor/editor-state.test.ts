import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeDocument, type Edit } from '#app/features/rules/edit/change-document.ts'
import { type EditorAction, editorReducer, openDocument } from '#app/features/rules/edit/editor-state.ts'

const document = { title: { en: 'a' }, rules: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] }

const edit = (...edits: Edit[]): EditorAction => ({ type: 'edit', edits, at: 0 })
const keys = (content: unknown) => (content as typeof document).rules.map(({ key }) => key)

test('changes a place and shares the rest with the document before', () => {
	const next = changeDocument(document, { type: 'set', at: '/rules/1/key', value: 'x' }) as typeof document
	expect(keys(next)).toEqual(['a', 'x', 'c'])
	expect(keys(document)).toEqual(['a', 'b', 'c'])
	expect(next.rules[0]).toBe(document.rules[0])
	expect(next.title).toBe(document.title)
})

test('inserts, moves and takes entries and fields away', () => {
	expect(keys(changeDocument(document, { type: 'insert', at: '/rules', index: 1, value: { key: 'x' } }))).toEqual([
		'a',
		'x',
		'b',
		'c',
	])
	expect(keys(changeDocument(document, { type: 'move', at: '/rules', from: 0, to: 2 }))).toEqual(['b', 'c', 'a'])
	expect(keys(changeDocument(document, { type: 'remove', at: '/rules/1' }))).toEqual(['a', 'c'])
	expect(changeDocument(document, { type: 'remove', at: '/title' })).not.toHaveProperty('title')
	expect(changeDocument(document, { type: 'set', at: '/title', value: undefined })).not.toHaveProperty('title')
})

test.each<Edit>([
	{ type: 'set', at: '/rules/7/key', value: 1 },
	{ type: 'set', at: '/title/en/deep', value: 1 },
	{ type: 'insert', at: '/title', index: 0, value: 1 },
])('an edit of a place that is not there is a bug: %j', (wrong) => {
	expect(() => changeDocument(document, wrong)).toThrow()
})

const editArbitrary: fc.Arbitrary<EditorAction> = fc.oneof(
	fc.record({
		type: fc.constant('edit' as const),
		edits: fc.string().map((value): Edit[] => [{ type: 'set', at: '/title/en', value }]),
		field: fc.constantFrom('title', undefined),
		at: fc.nat(10_000),
	}),
	fc.record({
		type: fc.constant('write' as const),
		text: fc.constantFrom('{"rules":[],"title":{}}', '{"rules":[', '', '[]'),
		at: fc.nat(10_000),
	}),
	fc.record({ type: fc.constant('replace' as const), content: fc.constant({ title: {}, rules: [] }) }),
)

test('undoing everything leads back to the start, and redoing it to the end', () => {
	fc.assert(
		fc.property(fc.array(editArbitrary, { maxLength: 20 }), (actions) => {
			const start = openDocument(document)
			const end = actions.reduce(editorReducer, start)
			const steps = end.past.length
			const undone = Array.from({ length: steps }).reduce<typeof end>(
				(state) => editorReducer(state, { type: 'undo' }),
				end,
			)
			expect(undone).toMatchObject({ content: start.content, text: null, broken: false })
			const redone = Array.from({ length: steps }).reduce<typeof end>(
				(state) => editorReducer(state, { type: 'redo' }),
				undone,
			)
			expect(redone).toMatchObject({ content: end.content, text: end.text, broken: end.broken })
		}),
	)
})

test('what is typed into one field without a pause is one step to undo', () => {
	const type = (value: string, at: number): EditorAction => ({
		type: 'edit',
		edits: [{ type: 'set', at: '/title/en', value }],
		field: 'title',
		at,
	})
	const typed = [type('ab', 0), type('abc', 400), type('abcd', 5_000)].reduce(editorReducer, openDocument(document))
	expect(typed.past).toHaveLength(2)
	expect(editorReducer(typed, { type: 'undo' }).content).toMatchObject({ title: { en: 'abc' } })
})

test('unreadable JSON is kept as typed, holds other edits back, and undo brings the document back', () => {
	const broken = editorReducer(openDocument(document), { type: 'write', text: '{"rules":', at: 0 })
	expect(broken).toMatchObject({ broken: true, text: '{"rules":', content: document })
	expect(editorReducer(broken, edit({ type: 'remove', at: '/rules/0' }))).toBe(broken)
	const mended = editorReducer(broken, { type: 'write', text: '{"rules":[]}', at: 5_000 })
	expect(mended).toMatchObject({ broken: false, content: { rules: [] } })
	expect(editorReducer(broken, { type: 'undo' })).toMatchObject({ broken: false, content: document, text: null })
})

test('a new change forgets what was undone', () => {
	const undone = editorReducer(editorReducer(openDocument(document), edit({ type: 'remove', at: '/title' })), {
		type: 'undo',
	})
	expect(undone.future).toHaveLength(1)
	expect(editorReducer(undone, edit({ type: 'remove', at: '/rules/0' })).future).toEqual([])
})
