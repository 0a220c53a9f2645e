import { useCallback, useMemo, useRef } from 'react'
import type { useDocument } from '#app/features/rules/ui/editor/use-document.ts'
import type { DesignCommand } from '../../design/design-command.model.ts'
import { runCommand } from '../../design/run-command.ts'
import { type WorkflowDefinition, workflowSchema } from '../../workflow.schema.ts'
import type { Designer } from './designer-context.ts'

/** Whether a document has the form of a workflow; each is looked at once. Commands leave only such ones. */
const looked = new WeakMap<object, boolean>()

function asWorkflow(content: unknown): WorkflowDefinition | null {
	if (typeof content !== 'object' || content === null) return null
	let fits = looked.get(content)
	if (fits === undefined) {
		fits = workflowSchema.safeParse(content).success
		looked.set(content, fits)
	}
	return fits ? (content as WorkflowDefinition) : null
}

type Document = ReturnType<typeof useDocument>

/** The document as a workflow, null while it has not the form of one, and the commands that change it. */
export function useDesign(document: Document): { definition: WorkflowDefinition | null; run: Designer['run'] } {
	const { state, edit } = document
	const definition = useMemo(() => asWorkflow(state.content), [state.content])
	const latest = useRef(definition)
	latest.current = definition
	const run = useCallback(
		(command: DesignCommand, field?: string) => {
			if (!latest.current) return 'invalid-value'
			const result = runCommand(latest.current, command)
			if (!result.ok) return result.error.code
			if (result.value === latest.current) return null
			looked.set(result.value, true)
			latest.current = result.value
			edit([{ type: 'set', at: '', value: result.value }], field)
			return null
		},
		[edit],
	)
	return { definition, run }
}
