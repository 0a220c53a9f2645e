import { err, ok, type Result } from '#app/core/result.ts'
import { scenarioSchema } from '../simulate/scenario.schema.ts'
import { type WorkflowDefinition, workflowSchema } from '../workflow.schema.ts'
import type { CommandRefusal, DesignCommand } from './design-command.model.ts'
import { runStateCommand } from './state-commands.ts'
import { runTransitionCommand } from './transition-commands.ts'

/** What a command came to: the workflow after it, which shares with the one before what did not change. */
export type Commanded = Result<WorkflowDefinition, CommandRefusal>

const MOST_TESTS = 100

/**
 * Carries a command out. Pure; what comes out is a document of the schema `workflow/1` wherever what went in was one.
 * Errors: those of `CommandRefusal`.
 */
export function runCommand(definition: WorkflowDefinition, command: DesignCommand): Commanded {
	switch (command.type) {
		case 'add-state':
		case 'duplicate-state':
		case 'remove-state':
		case 'rename-state':
		case 'set-state':
		case 'move-state':
		case 'place-states':
			return runStateCommand(definition, command)
		case 'add-transition':
		case 'duplicate-transition':
		case 'remove-transition':
		case 'rename-transition':
		case 'set-transition':
		case 'move-transition':
		case 'reconnect':
			return runTransitionCommand(definition, command)
		case 'set-workflow': {
			const { field, value } = command
			const parsed = workflowSchema.shape[field].safeParse(value)
			if (!parsed.success) return err({ code: 'invalid-value' })
			return ok(withField(definition, field, parsed.data))
		}
		default:
			return runTestCommand(definition, command)
	}
}

function runTestCommand(
	definition: WorkflowDefinition,
	command: Extract<DesignCommand, { type: 'add-test' | 'set-test' | 'remove-test' }>,
): Commanded {
	const tests = definition.tests ?? []
	if (command.type === 'remove-test') {
		if (!tests[command.index]) return err({ code: 'unknown-test' })
		const left = tests.toSpliced(command.index, 1)
		return ok(withField(definition, 'tests', left.length > 0 ? left : undefined))
	}
	const test = scenarioSchema.safeParse(command.test)
	if (!test.success) return err({ code: 'invalid-value' })
	if (command.type === 'set-test') {
		if (!tests[command.index]) return err({ code: 'unknown-test' })
		return ok({ ...definition, tests: tests.with(command.index, test.data) })
	}
	return tests.length >= MOST_TESTS ? err({ code: 'full' }) : ok({ ...definition, tests: [...tests, test.data] })
}

/** An object with a field set, or without it where the value is undefined. */
export function withField<T extends object>(part: T, field: PropertyKey, value: unknown): T {
	if (value !== undefined) return { ...part, [field]: value }
	return Object.fromEntries(Object.entries(part).filter(([key]) => key !== field)) as T
}
