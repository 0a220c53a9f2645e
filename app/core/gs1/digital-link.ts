import { type ApplicationIdentifier, applicationIdentifier, type Gs1Element } from '#app/core/gs1/ai-value.ts'
import { checkElements, type ElementError, type ReadOptions } from '#app/core/gs1/element-string.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** The resolver whose links are canonical, as EPCIS and GS1 use them. */
export const CANONICAL_STEM = 'https://id.gs1.org'

export interface DigitalLink {
	/** What stands before the primary key, without a slash at its end, as `https://example.com/some/path`. */
	readonly stem: string
	/** The primary key: what the link is about. */
	readonly key: Gs1Element
	/** What narrows the key down in the path, in order: variant, lot, serial. */
	readonly qualifiers: readonly Gs1Element[]
	/** What the query tells, such as the expiry. */
	readonly attributes: readonly Gs1Element[]
	/** Key, qualifiers and attributes together. */
	readonly elements: readonly Gs1Element[]
	/** Identifiers whose check digit is wrong; empty unless asked to report. */
	readonly wrongCheckDigits: readonly string[]
}

export type LinkErrorCode =
	/** Not an http or https address with a host. */
	| 'not-a-link'
	/** The path ends in a slash. */
	| 'trailing-slash'
	/** There is nothing that the link could be about. */
	| 'no-primary-key'
	/** A path qualifier that does not belong to the key, or in another order than the standard's. */
	| 'wrong-qualifier'
	/** It belongs in the path, or nowhere in a link. */
	| 'not-in-query'
	/** A percent sign without two hexadecimal digits, or bytes that are not UTF-8. */
	| 'wrong-encoding'
	/** `.` and `..` would be taken for path steps by every browser. */
	| 'not-representable'

export type LinkError = ElementError | { readonly code: LinkErrorCode; readonly ai?: string }

/** An error, or the thing itself while parts are put together. */
type Step<T> = Result<T, LinkError>

/**
 * Reads a GS1 Digital Link in uncompressed form. The rightmost primary key wins, so that the stem may hold look-alikes;
 * query parameters that are not all digits are left alone. Errors: those of `LinkErrorCode`, `unknown-ai` (numeric but not
 * assigned), `duplicate-ai` (twice anywhere), the codes of `checkValue`, `excluded-pair`, `missing-companion`.
 * Source: GS1 Digital Link URI Syntax 1.5, sections 4 and 5.
 */
export function parseDigitalLink(text: string, options: ReadOptions = {}): Step<DigitalLink> {
	const match = /^(https?:\/\/[^/?#\s]+)(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text.trim())
	if (!match) return err({ code: 'not-a-link' })
	const path = readPath((match[2] ?? '').split('/').slice(1))
	if (!path.ok) return path
	const [key, ...qualifiers] = path.value.elements
	if (!key) return err({ code: 'no-primary-key' })
	const attributes = readQuery(match[3] ?? '', key)
	if (!attributes.ok) return attributes
	const all = [...path.value.elements, ...attributes.value]
	const repeated = all.find(({ ai }, index) => all.findIndex((other) => other.ai === ai) !== index)
	if (repeated) return err({ code: 'duplicate-ai', ai: repeated.ai })
	const checked = checkElements(all, options)
	if (!checked.ok) return checked
	const { elements, wrongCheckDigits } = checked.value
	const stem = [match[1], ...path.value.before].join('/')
	return ok({ stem, key, qualifiers, attributes: attributes.value, elements, wrongCheckDigits })
}

/**
 * Builds the Digital Link of elements: the first one that can be a primary key leads, its qualifiers follow in the
 * standard's order, everything else goes into the query. Without `stem` it is the canonical one.
 * Errors: `no-primary-key`, `not-in-query`, `not-representable`, and as for `checkElements`.
 */
export function buildDigitalLink(
	elements: readonly Gs1Element[],
	{ stem = CANONICAL_STEM, ...options }: ReadOptions & { readonly stem?: string } = {},
): Step<string> {
	const checked = checkElements(elements, options)
	if (!checked.ok) return checked
	const all = checked.value.elements
	const key = all.find(({ ai }) => applicationIdentifier(ai)?.rules.linkKey)
	if (!key) return err({ code: 'no-primary-key' })
	const order = qualifierOrders(key.ai).find((one) => one.some((ai) => all.some((element) => element.ai === ai))) ?? []
	const qualifiers = order.flatMap((ai) => all.filter((element) => element.ai === ai))
	const attributes = all.filter((element) => element !== key && !qualifiers.includes(element))
	for (const { ai } of attributes) {
		if (!isAllowedInQuery(ai, key)) return err({ code: 'not-in-query', ai })
	}
	const inPath = [key, ...qualifiers]
	const dotted = inPath.find(({ value }) => value === '.' || value === '..')
	if (dotted) return err({ code: 'not-representable', ai: dotted.ai })
	const path = inPath.map(({ ai, value }) => `/${ai}/${encode(value)}`).join('')
	const query = attributes.map(({ ai, value }) => `${ai}=${encode(value)}`).join('&')
	return ok(`${stem.replace(/\/+$/, '')}${path}${query && '?'}${query}`)
}

interface LinkPath {
	readonly before: readonly string[]
	readonly elements: readonly Gs1Element[]
}

/** Walks the path from its end in pairs of identifier and value until a primary key. */
function readPath(segments: readonly string[]): Step<LinkPath> {
	if (segments.at(-1) === '') return err({ code: 'trailing-slash' })
	const qualifiers: Gs1Element[] = []
	for (let end = segments.length; end >= 2; end -= 2) {
		const definition = applicationIdentifier(segments[end - 2] ?? '')
		if (!definition) break
		const value = decode(segments[end - 1] ?? '')
		if (value === undefined) return err({ code: 'wrong-encoding', ai: definition.ai })
		const element = { ai: definition.ai, value }
		if (definition.rules.linkKey) {
			const problem = qualifierProblem(definition, qualifiers)
			return problem ? err(problem) : ok({ before: segments.slice(0, end - 2), elements: [element, ...qualifiers] })
		}
		qualifiers.unshift(element)
	}
	return err({ code: 'no-primary-key' })
}

function qualifierProblem(key: ApplicationIdentifier, qualifiers: readonly Gs1Element[]): LinkError | undefined {
	const fits = (order: readonly string[]) => {
		const places = qualifiers.map(({ ai }) => order.indexOf(ai))
		return places.every((place, index) => place > (places[index - 1] ?? -1))
	}
	if (qualifiers.length === 0 || qualifierOrders(key.ai).some(fits)) return undefined
	const repeated = qualifiers.find(({ ai }, index) => qualifiers.findIndex((other) => other.ai === ai) !== index)
	if (repeated) return { code: 'duplicate-ai', ai: repeated.ai }
	return { code: 'wrong-qualifier', ai: qualifiers[0]?.ai ?? key.ai }
}

function readQuery(query: string, key: Gs1Element): Step<Gs1Element[]> {
	const attributes: Gs1Element[] = []
	for (const parameter of query.split(/[&;]/)) {
		const equals = parameter.indexOf('=')
		const ai = decode(equals < 0 ? parameter : parameter.slice(0, equals))
		if (ai === undefined || !/^\d+$/.test(ai)) continue
		if (!applicationIdentifier(ai)) return err({ code: 'unknown-ai', ai })
		if (!isAllowedInQuery(ai, key)) return err({ code: 'not-in-query', ai })
		const value = decode(equals < 0 ? '' : parameter.slice(equals + 1))
		if (value === undefined) return err({ code: 'wrong-encoding', ai })
		attributes.push({ ai, value })
	}
	return ok(attributes)
}

/** What could stand in the path behind this key must stand there (section 4.11). */
function isAllowedInQuery(ai: string, key: Gs1Element): boolean {
	if (applicationIdentifier(ai)?.rules.notInQuery) return false
	return !qualifierOrders(key.ai).some((order) => order.includes(ai))
}

function qualifierOrders(ai: string): string[][] {
	return (applicationIdentifier(ai)?.rules.linkKey ?? []).map((order) => (order === '' ? [] : order.split(',')))
}

/** Percent-encodes all but the unreserved characters of RFC 3986, section 2.3. */
function encode(value: string): string {
	return encodeURIComponent(value).replace(/[!'()*]/g, (character) => {
		return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
	})
}

/** A plus is a plus: values have no spaces. */
function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text)
	} catch {
		return undefined
	}
}
