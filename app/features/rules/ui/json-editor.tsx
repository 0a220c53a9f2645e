import { json, jsonParseLinter } from '@codemirror/lang-json'
import { syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { classHighlighter } from '@lezer/highlight'
import { basicSetup, EditorView } from 'codemirror'
import { getNonce } from 'get-nonce'
import { useEffect, useRef } from 'react'
import { placeOf, placesOf } from './json-place.ts'

export type EditorProblem = { severity: 'error' | 'warning'; path: string; message: string }

export type JsonEditorProps = {
	value: string
	onChange: (value: string) => void
	label: string
	readOnly: boolean
	problems: readonly EditorProblem[]
	/** The place to show; a new object shows it again. */
	focus: { path: string } | null
}

/** Reading the whole document at each key would make a long one lag; it is read when the hand rests or goes elsewhere. */
const PAUSE_MS = 200

const LOOK =
	'overflow-hidden bg-surface-2 text-12 [&_.cm-editor]:max-h-[640px] [&_.cm-editor.cm-focused]:outline-none [&_.cm-editor.cm-focused]:shadow-(--focus) [&_.cm-scroller]:font-mono [&_.cm-scroller]:leading-[20px] [&_.cm-content]:caret-(--text) [&_.cm-cursor]:border-text! [&_.cm-gutters]:border-line! [&_.cm-gutters]:bg-surface-2! [&_.cm-gutters]:text-text-3! [&_.cm-activeLine]:bg-surface-3/60! [&_.cm-activeLineGutter]:bg-surface-3! [&_.cm-selectionBackground]:bg-accent-soft! [&_.tok-propertyName]:text-accent [&_.tok-string]:text-shipped-fg [&_.tok-number]:text-released-fg [&_.tok-bool]:text-waiting-fg [&_.tok-null]:text-text-3 [&_.cm-panels]:bg-surface! [&_.cm-panels]:text-text! [&_.cm-tooltip]:border-line! [&_.cm-tooltip]:bg-overlay! [&_.cm-tooltip]:text-text!'

/** The document as JSON, with its problems marked where they are. Loaded only where it is used. */
export default function JsonEditor(props: JsonEditorProps) {
	const { value, problems, focus, label, readOnly } = props
	const host = useRef<HTMLDivElement>(null)
	const view = useRef<EditorView | null>(null)
	const latest = useRef(props)
	latest.current = props

	useEffect(() => {
		if (!host.current) return
		const editor = new EditorView({
			parent: host.current,
			state: EditorState.create({
				doc: latest.current.value,
				extensions: [
					basicSetup,
					json(),
					syntaxHighlighting(classHighlighter),
					lintGutter(),
					EditorView.cspNonce.of(getNonce() ?? ''),
					EditorView.lineWrapping,
					EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
					EditorState.readOnly.of(readOnly),
					EditorView.updateListener.of((update) => {
						if (!update.docChanged) return
						clearTimeout(timer)
						timer = setTimeout(handOn, PAUSE_MS)
					}),
					EditorView.domEventHandlers({ blur: () => handOn() }),
				],
			}),
		})
		let timer: ReturnType<typeof setTimeout> | undefined
		function handOn(): void {
			clearTimeout(timer)
			timer = undefined
			const text = editor.state.doc.toString()
			// What another view changed comes in as the value and is no typing.
			if (text !== latest.current.value) latest.current.onChange(text)
		}
		view.current = editor
		return () => {
			if (timer !== undefined) handOn()
			editor.destroy()
			view.current = null
		}
	}, [label, readOnly])

	useEffect(() => {
		const editor = view.current
		if (!editor || editor.state.doc.toString() === value) return
		editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
	}, [value])

	useEffect(() => {
		const editor = view.current
		if (editor) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor, value, problems)))
	}, [value, problems])

	useEffect(() => {
		const editor = view.current
		if (!editor || !focus) return
		const { from, to } = placeOf(editor.state.doc.toString(), focus.path)
		editor.dispatch({
			selection: { anchor: from, head: Math.min(to, from + 400) },
			effects: EditorView.scrollIntoView(from, { y: 'center' }),
		})
		editor.focus()
	}, [focus])

	return <div ref={host} className={LOOK} />
}

function diagnosticsOf(editor: EditorView, text: string, problems: readonly EditorProblem[]): Diagnostic[] {
	const broken = jsonParseLinter()(editor)
	if (broken.length > 0) return broken
	const places = placesOf(
		text,
		problems.map(({ path }) => path),
	)
	return problems.map(({ path, severity, message }) => {
		const { from, to } = places.get(path) ?? { from: 0, to: 0 }
		const end = Math.min(to, editor.state.doc.length)
		// A whole document or rule underlined says nothing: its first line does.
		return { from: Math.min(from, end), to: Math.min(end, from + 80), severity, message }
	})
}
