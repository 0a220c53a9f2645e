/** What saving a draft came to. A conflict says who has the last word on the server, and since when (ISO 8601). */
export type DraftAnswer =
	| { ok: true; saved: { id: string; version: number; at: string } }
	| { ok: false; formError: string; conflict?: DraftConflict }
	/** The connection was lost on the way. */
	| { ok: false; offline: true }

/** Why a file is not taken over: every problem with its place (JSON Pointer, or '' for the file as a whole). */
export type FileRefusal = {
	ok: false
	formError: string
	problems: { path: string; code: string; message: string }[]
}

export type DraftConflict = { who: string | null; at: string; status: string }
