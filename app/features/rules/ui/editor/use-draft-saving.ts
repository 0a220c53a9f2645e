import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftAnswer, DraftConflict } from '../../edit/draft-answer.model.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'

const AUTOSAVE_MS = 1_200
const RETRY_MS = 8_000

type Saved = { id: string | null; version: number; content: unknown; at: string | null }

/** What saving needs to know of the page around it; `address` is where its steps are taken. */
export type SavedPage = { shown: RuleSetPage['shown']; active: number | null; address: string }

const savedOf = ({ shown }: SavedPage): Saved => ({
	id: shown.status === 'draft' ? shown.id : null,
	version: shown.version,
	content: shown.content,
	at: shown.status === 'draft' ? shown.updatedAt : null,
})

export type Saving = {
	/** `offline` tries again by itself; `refused` and `conflict` wait for the author. */
	state: 'saved' | 'unsaved' | 'saving' | 'offline' | 'refused' | 'conflict'
	savedAt: string | null
	refusal: string | null
	conflict: DraftConflict | null
	isDraft: boolean
	version: number
	save: () => void
	/** Begins a draft of its own with what is here; the one that somebody else changed stays as it is. */
	saveApart: () => void
}

/**
 * Saves the document as a draft under its optimistic lock: the first time when asked, from then on by itself a moment
 * after the last change. `onSaved` is told the draft's id each time.
 */
export function useDraftSaving(
	page: SavedPage,
	document: { content: unknown; broken: boolean; mayEdit: boolean },
	onSaved: (draftId: string) => void,
): Saving {
	const fetcher = useFetcher<DraftAnswer>()
	const { submit } = fetcher
	const [saved, setSaved] = useState(() => savedOf(page))
	const [failure, setFailure] = useState<Exclude<DraftAnswer, { ok: true }> | null>(null)
	const sent = useRef<unknown>(undefined)
	/** The answer that is taken in; between the coming of another and this, it is still being saved. */
	const [heard, setHeard] = useState<DraftAnswer>()
	const told = useRef(onSaved)
	told.current = onSaved
	const { content, broken, mayEdit } = document
	const isUnsaved = content !== saved.content || broken
	const isIdle = fetcher.state === 'idle'
	const send = useCallback(
		(draftId: string | null) => {
			if (broken || !isIdle) return
			if (!navigator.onLine) return setFailure({ ok: false, offline: true })
			sent.current = content
			const body = {
				intent: 'save',
				draftId: draftId ?? '',
				version: String(saved.version),
				basedOn: String(page.active ?? 0),
			}
			submit(
				{ ...body, content: JSON.stringify(content) },
				{ method: 'post', action: page.address, encType: 'multipart/form-data' },
			)
		},
		[broken, isIdle, content, saved.version, page.active, page.address, submit],
	)
	const save = useCallback(() => send(saved.id), [send, saved.id])
	const taken = useRef<DraftAnswer>()
	// Not before the state says so: the router shows an answer a moment earlier, in a render that React may drop together
	// with its effects but not with what they were compared by. It would never be taken in.
	useEffect(() => {
		const answer = fetcher.data
		if (fetcher.state === 'submitting' || !answer || answer === taken.current) return
		taken.current = answer
		setHeard(answer)
		if (!answer.ok) return setFailure(answer)
		setFailure(null)
		setSaved({ ...answer.saved, content: sent.current })
		told.current(answer.saved.id)
	}, [fetcher.state, fetcher.data])
	const isOffline = failure !== null && 'offline' in failure
	// What was refused may be mended by the next key; a conflict waits for the author.
	const isMended = failure !== null && !('conflict' in failure) && content !== sent.current
	const mayRetry = failure === null || isOffline || isMended
	useEffect(() => {
		if (!mayEdit || saved.id === null || !isUnsaved || broken || !isIdle || !mayRetry) return
		const timer = setTimeout(save, isOffline ? RETRY_MS : AUTOSAVE_MS)
		return () => clearTimeout(timer)
	}, [mayEdit, saved.id, isUnsaved, broken, isIdle, mayRetry, isOffline, save])
	const refused = failure && 'formError' in failure ? failure : null
	const stateNow = (): Saving['state'] => {
		if ((!isIdle && sent.current !== undefined) || heard !== fetcher.data) return 'saving'
		if (refused?.conflict) return 'conflict'
		if (refused) return 'refused'
		if (isOffline && isUnsaved) return 'offline'
		return isUnsaved ? 'unsaved' : 'saved'
	}
	return {
		state: stateNow(),
		savedAt: saved.at,
		refusal: refused?.formError ?? null,
		conflict: refused?.conflict ?? null,
		isDraft: saved.id !== null,
		version: saved.version,
		save: useCallback(() => {
			setFailure(null)
			save()
		}, [save]),
		saveApart: useCallback(() => {
			setFailure(null)
			send(null)
		}, [send]),
	}
}
