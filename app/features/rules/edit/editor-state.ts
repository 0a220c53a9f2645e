import { changeDocument, type Edit } from './change-document.ts'

/** The document at one moment. `text` is its JSON as it was typed, where it was typed; unreadable text is kept too. */
type Snapshot = { content: unknown; text: string | null }

/**
 * What is edited: the one model of every view. While the JSON view holds text that is no JSON, `broken` is set and
 * `content` is the last document that was one.
 */
export type EditorState = Snapshot & {
	broken: boolean
	past: readonly Snapshot[]
	future: readonly Snapshot[]
	/** The field that the last change was typed into, so that a word is one step to undo and not five. */
	typing: { field: string; at: number } | null
}

export type EditorAction =
	/** `field` names what is typed into; `at` is the moment in milliseconds. */
	| { type: 'edit'; edits: readonly Edit[]; field?: string | undefined; at: number }
	| { type: 'write'; text: string; at: number }
	| { type: 'replace'; content: unknown }
	| { type: 'adopt'; content: unknown }
	| { type: 'undo' }
	| { type: 'redo' }

const STEPS_KEPT = 200
/** A pause this long begins a new step to undo. */
const PAUSE_MS = 1_500
const JSON_FIELD = 'json'

/** An editor that has just opened a document. */
export const openDocument = (content: unknown): EditorState => ({
	content,
	text: null,
	broken: false,
	past: [],
	future: [],
	typing: null,
})

function advance(state: EditorState, next: Snapshot, typing: EditorState['typing']): EditorState {
	const isSameWord = typing !== null && state.typing?.field === typing.field && typing.at - state.typing.at < PAUSE_MS
	const past = isSameWord ? state.past : [...state.past, snapshotOf(state)].slice(-STEPS_KEPT)
	return { ...next, broken: isBroken(next), past, future: [], typing }
}

const snapshotOf = ({ content, text }: EditorState): Snapshot => ({ content, text })

function readObject(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text)
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
	} catch {
		return undefined
	}
}

const isBroken = ({ text }: Snapshot): boolean => text !== null && readObject(text) === undefined

function turnTo(state: EditorState, next: Snapshot, past: readonly Snapshot[], future: readonly Snapshot[]) {
	return { ...state, ...next, broken: isBroken(next), past, future, typing: null }
}

/** Every change of the editor, in every view. Pure; a change is refused while the JSON text is broken. */
export function editorReducer(state: EditorState, action: EditorAction): EditorState {
	switch (action.type) {
		case 'edit': {
			if (state.broken) return state
			const content = action.edits.reduce(changeDocument, state.content)
			const typing = action.field === undefined ? null : { field: action.field, at: action.at }
			return advance(state, { content, text: null }, typing)
		}
		case 'write': {
			if (action.text === state.text) return state
			const content = readObject(action.text) ?? state.content
			return advance(state, { content, text: action.text }, { field: JSON_FIELD, at: action.at })
		}
		case 'replace':
			return advance(state, { content: action.content, text: null }, null)
		case 'adopt':
			return openDocument(action.content)
		case 'undo': {
			const previous = state.past.at(-1)
			return previous ? turnTo(state, previous, state.past.slice(0, -1), [snapshotOf(state), ...state.future]) : state
		}
		case 'redo': {
			const [next, ...future] = state.future
			return next ? turnTo(state, next, [...state.past, snapshotOf(state)], future) : state
		}
	}
}
