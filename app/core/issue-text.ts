/** Words of a text by its key; `detail` is what the issue is about, such as a limit or the right digit. */
export type IssueWords = (key: string, values: { detail: string }) => string

const WITH_DETAIL = /^([A-Za-z][\w.-]*)\|(.*)$/s

/**
 * The words of a schema issue's message: `form.tooLong`, or `form.gtinCheckDigit|4` with its detail behind the bar. A message
 * that is words already is given to `translate` as it is, which leaves what it does not know.
 */
export function issueText(message: string, translate: IssueWords): string {
	const [, key, detail] = WITH_DETAIL.exec(message) ?? []
	return key === undefined ? translate(message, { detail: '' }) : translate(key, { detail: detail ?? '' })
}
