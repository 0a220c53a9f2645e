import { type CaseKind, kindOfPath } from './case.model.ts'

/**
 * The kind of case that an address speaks of: four addresses share three pages. A data request of the browser has the
 * same path.
 * @throws 404 for any other address.
 */
export function kindOf(url: URL): CaseKind {
	const kind = kindOfPath(url.pathname.replace(/\.data$/, ''))
	if (!kind) throw new Response('Not Found', { status: 404 })
	return kind
}
