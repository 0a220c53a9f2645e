import { useCallback, useEffect, useReducer, useState } from 'react'
import { dropDraft, readDraft, saveDraft } from '#app/ui/forms/form-draft.ts'
import type { Edit } from '../../edit/change-document.ts'
import { type EditorState, editorReducer, openDocument } from '../../edit/editor-state.ts'

/**
 * The document of every view, with undo and redo. What was typed here before and never saved is put back from this tab,
 * where it is kept under `keptAs`: a lost session or connection loses nothing.
 */
export function useDocument(initial: unknown, keptAs: string) {
	const [state, dispatch] = useReducer(editorReducer, initial, openDocument)
	const [restored, setRestored] = useState(false)
	const edit = useCallback(
		(edits: readonly Edit[], field?: string) => dispatch({ type: 'edit', edits, field, at: Date.now() }),
		[],
	)
	const write = useCallback((text: string) => dispatch({ type: 'write', text, at: Date.now() }), [])
	useEffect(() => {
		const kept = readDraft(keptAs)?.text
		if (typeof kept !== 'string') return
		dispatch({ type: 'write', text: kept, at: 0 })
		setRestored(true)
	}, [keptAs])
	const forget = useCallback(() => {
		dropDraft(keptAs)
		setRestored(false)
	}, [keptAs])
	return { state, dispatch, edit, write, restored, forget }
}

/** Keeps what is not on the server yet in this tab, and nothing else. */
export function useKept(keptAs: string, { content, text }: EditorState, isUnsaved: boolean): void {
	const [wasUnsaved, setWasUnsaved] = useState(false)
	useEffect(() => {
		if (!isUnsaved) {
			if (wasUnsaved) dropDraft(keptAs)
			return
		}
		setWasUnsaved(true)
		const timer = setTimeout(() => saveDraft(keptAs, { text: text ?? JSON.stringify(content, null, 2) }), 400)
		return () => clearTimeout(timer)
	}, [keptAs, content, text, isUnsaved, wasUnsaved])
}

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), ⌘ on a Mac. The JSON editor and open dialogs keep their own. */
export function useUndoKeys(dispatch: (action: { type: 'undo' } | { type: 'redo' }) => void, isOn: boolean): void {
	useEffect(() => {
		if (!isOn) return
		const onKey = (event: KeyboardEvent) => {
			if (!(event.ctrlKey || event.metaKey) || event.altKey) return
			const target = event.target instanceof Element ? event.target : null
			if (target?.closest('.cm-editor, [role="dialog"]')) return
			const key = event.key.toLowerCase()
			const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
			if (!isRedo && key !== 'z') return
			event.preventDefault()
			dispatch({ type: isRedo ? 'redo' : 'undo' })
		}
		addEventListener('keydown', onKey)
		return () => removeEventListener('keydown', onKey)
	}, [dispatch, isOn])
}
