import { createContext, useContext } from 'react'
import type { CommandRefusal, DesignCommand } from '../../design/design-command.model.ts'
import type { WorkflowChange } from '../../design/diff-workflows.ts'
import type { KnownNames, WorkflowProblem } from '../../problem.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import type { Findable } from './use-known-names.ts'

/** What is looked at closely: a state or a transition by its key; null is the workflow as a whole. */
export type Selected = { kind: 'state' | 'transition'; key: string } | null

/** What every view of the designer needs: the one document, the one way to change it, and what is known about it. */
export type Designer = {
	definition: WorkflowDefinition
	readOnly: boolean
	/** Carries a command out; answers why not. `field` names what is typed into, so that a word is one step to undo. */
	run: (command: DesignCommand, field?: string) => CommandRefusal['code'] | null
	selected: Selected
	select: (selected: Selected) => void
	/** Problems at a place (JSON Pointer) or anywhere below it. */
	problemsAt: (place: string) => readonly WorkflowProblem[]
	/** How many records stand in each state, over all versions. */
	counts: Readonly<Record<string, number>>
	known: KnownNames
	findable: Findable
	/** What changed by key beside the version compared with; null while the overlay is off. */
	overlay: {
		states: ReadonlyMap<string, WorkflowChange['kind']>
		transitions: ReadonlyMap<string, WorkflowChange['kind']>
		base: WorkflowDefinition
	} | null
}

export const DesignerContext = createContext<Designer | null>(null)

/** The designer around a part of it. */
export function useDesigner(): Designer {
	const designer = useContext(DesignerContext)
	if (!designer) throw new Error('A part of the designer stands outside of it')
	return designer
}
