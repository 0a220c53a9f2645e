import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editorReducer, openDocument } from '#app/features/rules/edit/editor-state.ts'
import type { DesignCommand } from '#app/features/workflow/design/design-command.model.ts'
import { diffWorkflows, voidedTransitions } from '#app/features/workflow/design/diff-workflows.ts'
import { runCommand } from '#app/features/workflow/design/run-command.ts'
import { type WorkflowDefinition, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { shipped } from '../workflow-cases.ts'
import { anyCommand } from './random-commands.ts'

const base = shipped('receipt')

function done(definition: WorkflowDefinition, command: DesignCommand): WorkflowDefinition {
	const result = runCommand(definition, command)
	if (!result.ok) throw new Error(`${command.type}: ${result.error.code}`)
	return result.value
}

/** A document and a row of commands, each drawn for the document that the ones before it made. */
const story = fc
	.tuple(fc.constantFrom('receipt', 'recall', 'lot_lifecycle'), fc.infiniteStream(fc.nat()))
	.chain(([name, seeds]) => {
		const commands: DesignCommand[] = []
		let at = shipped(name)
		for (const seed of seeds) {
			if (commands.length >= 12) break
			const [command] = fc.sample(anyCommand(at), { seed, numRuns: 1 })
			if (!command) break
			commands.push(command)
			const result = runCommand(at, command)
			if (result.ok) at = result.value
		}
		return fc.constant({ start: shipped(name), commands })
	})

test('every command leaves a document of the schema, and what it was given as it was', () => {
	fc.assert(
		fc.property(story, ({ start, commands }) => {
			let at = start
			for (const command of commands) {
				const before = JSON.stringify(at)
				const result = runCommand(at, command)
				expect(JSON.stringify(at)).toBe(before)
				if (!result.ok) continue
				at = result.value
				const read = workflowSchema.safeParse(JSON.parse(JSON.stringify(at)))
				expect(read.error?.issues ?? []).toEqual([])
				expect(read.data).toEqual(at)
			}
		}),
		{ numRuns: 60 },
	)
})

test('undo after a command gives the document before, redo the one after', () => {
	fc.assert(
		fc.property(story, ({ start, commands }) => {
			let state = openDocument(start)
			const seen: unknown[] = [start]
			for (const command of commands) {
				const result = runCommand(state.content as WorkflowDefinition, command)
				if (!result.ok || result.value === state.content) continue
				state = editorReducer(state, { type: 'edit', edits: [{ type: 'set', at: '', value: result.value }], at: 0 })
				seen.push(result.value)
			}
			for (const content of seen.slice(0, -1).toReversed()) {
				state = editorReducer(state, { type: 'undo' })
				expect(state.content).toEqual(content)
			}
			for (const content of seen.slice(1)) {
				state = editorReducer(state, { type: 'redo' })
				expect(state.content).toEqual(content)
			}
		}),
		{ numRuns: 60 },
	)
})

test('no command leaves a name behind that names nothing', () => {
	fc.assert(
		fc.property(story, ({ start, commands }) => {
			let at = start
			for (const command of commands) {
				const result = runCommand(at, command)
				if (result.ok) at = result.value
			}
			const states = new Set(at.states.map(({ key }) => key))
			const named = [at.initial, ...(at.mainPath ?? []), ...at.transitions.flatMap(({ from, to }) => [...from, to])]
			expect(named.filter((key) => !states.has(key))).toEqual([])
		}),
		{ numRuns: 50 },
	)
})

test('a renamed state is followed by transitions, main path and test cases', () => {
	const renamed = done(base, { type: 'rename-state', state: 'held', to: 'on_hold' })
	expect(JSON.stringify(renamed)).not.toContain('"held"')
	expect(renamed.tests?.[1]?.steps[4]).toMatchObject({ transition: 'hold', expect: { state: 'on_hold' } })
	expect(done(renamed, { type: 'rename-state', state: 'on_hold', to: 'held' })).toEqual(base)
})

test('a removed state takes along what begins or ends in it alone', () => {
	const left = done(base, { type: 'remove-state', state: 'held' })
	expect(left.transitions.map(({ key }) => key)).not.toContain('recheck')
	expect(left.transitions.find(({ key }) => key === 'override')?.from).toEqual(['checking'])
	const other = done(base, { type: 'remove-state', state: 'announced' })
	expect(other.initial).toBe('arrived')
	expect(other.mainPath).toEqual(['arrived', 'checking', 'received'])
})

test('a new state gets a key from its name that nobody has', () => {
	const title = { en: 'Waiting for label!', 'zh-CN': '待贴标' }
	const once = done(base, { type: 'add-state', title, category: 'waiting', at: { x: 10.6, y: -3.2 } })
	const twice = done(once, { type: 'add-state', title })
	expect(twice.states.slice(-2)).toEqual([
		{ key: 'waiting_for_label', title, category: 'waiting', position: { x: 11, y: -3 } },
		{ key: 'waiting_for_label_2', title, category: 'active' },
	])
})

test('refuses what is taken, unknown, malformed, the last state and too many', () => {
	const code = (command: DesignCommand, definition = base) => {
		const result = runCommand(definition, command)
		return result.ok ? 'ok' : result.error.code
	}
	expect(code({ type: 'rename-state', state: 'held', to: 'arrived' })).toBe('taken')
	expect(code({ type: 'rename-state', state: 'held', to: '__proto__' })).toBe('invalid-key')
	expect(code({ type: 'remove-transition', transition: 'nope' })).toBe('unknown-transition')
	expect(
		code({ type: 'set-state', state: 'held', field: 'sla', value: [{ key: 'x', after: 'soon', effect: 'warn' }] }),
	).toBe('invalid-value')
	const alone = { ...base, states: base.states.slice(0, 1), transitions: [] }
	expect(code({ type: 'remove-state', state: 'announced' }, alone)).toBe('last-state')
	let full = base
	while (full.states.length < 60) full = done(full, { type: 'add-state' })
	expect(code({ type: 'add-state' }, full)).toBe('full')
	expect(code({ type: 'duplicate-state', state: 'held' }, full)).toBe('full')
})

test('says what changes between two versions in both languages', () => {
	let next = done(base, { type: 'add-state', title: { en: 'Labelled', 'zh-CN': '已贴标' }, category: 'waiting' })
	next = done(next, { type: 'set-transition', transition: 'accept', field: 'approval', value: { quorum: 2 } })
	next = done(next, { type: 'remove-transition', transition: 'cancel' })
	next = done(next, { type: 'place-states', places: { held: { x: 1, y: 1 } } })
	expect(
		diffWorkflows(base, next).map(({ kind, key, sentence }) => [kind, key, sentence.en, sentence['zh-CN']]),
	).toEqual([
		['added', 'labelled', 'State “Labelled” is new', '新增状态“已贴标”'],
		['removed', 'cancel', 'Step “Cancel” is removed', '删除步骤“取消”'],
		['changed', 'accept', '“Accept”: approvals nothing → 2 different people', '“接收”：批准 无 → 2 名不同人员'],
	])
	expect(voidedTransitions(base, next)).toEqual(['accept', 'cancel'])
	expect(diffWorkflows(base, base)).toEqual([])
})
