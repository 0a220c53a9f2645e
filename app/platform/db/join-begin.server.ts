type Answer = { command: string; rowCount: number | null; rows: unknown[] }
type Query = (text: unknown, values?: unknown) => Promise<Answer | Answer[]>
type Client = { query: Query; connection?: { stream: { cork: () => void; uncork: () => void } } }
type Pool = { on: (event: 'connect', listener: (client: Client) => void) => unknown }

const NOTHING: Answer = { command: '', rowCount: 0, rows: [] }

const READ_ONLY = 'start transaction read only'
const isBegin = (text: unknown): text is string => text === 'begin' || text === READ_ONLY
const isSetting = (text: unknown): text is string => typeof text === 'string' && text.startsWith('select set_config(')
const isEnd = (text: unknown): text is string => text === 'commit' || text === 'rollback'
/** Marks a statement without an answer as the last of its transaction. */
const LAST = '/* last */'
const isLast = (text: unknown): text is string => typeof text === 'string' && text.startsWith(LAST)

/** A statement that nobody waits for an answer of: it goes in one message with the end of its transaction. */
export const asLast = (sql: string): string => `${LAST} ${sql}`

/** How long the end of a transaction that only read waits for company. */
const FINISH_MS = 5

const hasValues = (values: unknown): boolean => Array.isArray(values) && values.length > 0

const lastOf = (answers: Answer | Answer[]): Answer => (Array.isArray(answers) ? (answers.at(-1) ?? NOTHING) : answers)

/**
 * Spares each unit of work its idle round trips. The `begin` of a transaction and its settings of row-level security wait
 * for the first statement and go with it in one message, or right before it without waiting for an answer (the driver's
 * pipeline); a transaction without a statement is never begun.
 * The end of a read-only one is not waited for: nothing hangs on it. It goes with what comes next on the connection, or by
 * itself where nothing comes within a few milliseconds, so after the answer that was read in it.
 * A statement marked as the last of its transaction goes with the `commit`, which fails as it would have: nothing is kept
 * then.
 */
export function joinBegin(pool: Pool): void {
	pool.on('connect', (client) => {
		const query = client.query.bind(client) as Query
		const held: string[] = []
		let last: string | null = null
		let readOnly = false
		let ending: string[] = []
		let waiting = false
		const finish = () => {
			const [end] = ending
			ending = []
			// A connection that breaks here is taken out of the pool by its own error.
			if (end) query(end).catch(() => {})
		}
		const finishSoon = () => {
			if (waiting) return
			waiting = true
			setTimeout(() => {
				waiting = false
				finish()
			}, FINISH_MS).unref()
		}
		/** Sends statements that do not wait for each other's answers in one write. */
		const inOneWrite = <T>(send: () => T): T => {
			const stream = client.connection?.stream
			stream?.cork()
			const sent = send()
			stream?.uncork()
			return sent
		}
		client.query = async (text, values) => {
			if (isBegin(text)) {
				held.push(text)
				readOnly = text === READ_ONLY
				return NOTHING
			}
			if (isEnd(text)) {
				if (held.splice(0).length > 0) return NOTHING
				const before = text === 'commit' ? last : null
				last = null
				if (!readOnly) return lastOf(await query(before ? `${before}; ${text}` : text))
				ending = [text]
				finishSoon()
				return NOTHING
			}
			if (last) {
				const before = last
				last = null
				await query(before)
			}
			if (held.length === 0) {
				if (isLast(text) && !hasValues(values)) {
					last = text
					return NOTHING
				}
				return inOneWrite(() => {
					finish()
					return query(text, values)
				})
			}
			if (held.length === 1 && isSetting(text) && !hasValues(values)) {
				held.push(text)
				return NOTHING
			}
			const before = [...ending, ...held.splice(0)].join('; ')
			ending = []
			if (typeof text !== 'string' || hasValues(values)) {
				// Neither waits for the other's answer: a begin that fails leaves a transaction that refuses the statement.
				const [, answer] = await Promise.all(inOneWrite(() => [query(before), query(text, values)] as const))
				return answer
			}
			return lastOf(await query(`${before}; ${text}`))
		}
	})
}
