import { createContext, useContext } from 'react'
import type { Edit } from '../../edit/change-document.ts'
import type { FactCatalog } from '../../fact-catalog.model.ts'
import type { Problem } from '../../problem.model.ts'

/** What every part of the editor needs: the one document, how to change it, and what is wrong with it. */
export type RuleEditor = {
	content: unknown
	catalog: FactCatalog
	readOnly: boolean
	/** Changes the document; `field` names what is typed into, so that a word is one step to undo. */
	edit: (edits: readonly Edit[], field?: string) => void
	/** Problems at a place (JSON Pointer) or anywhere below it. */
	problemsWithin: (place: string) => readonly Problem[]
}

export const EditorContext = createContext<RuleEditor | null>(null)

/** The editor around a part of it. */
export function useRuleEditor(): RuleEditor {
	const editor = useContext(EditorContext)
	if (!editor) throw new Error('A part of the rule editor stands outside of it')
	return editor
}
