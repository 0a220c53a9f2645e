import { type LookupAddress, lookup as resolve } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type OutboundAnswer = { status: number; body: string; tookMs: number }

/** A call that was not made, or that nobody answered. `refused`: its address is not one of the world outside. */
export class OutboundError extends Error {
	readonly code: 'refused' | 'timeout' | 'failed'
	constructor(code: OutboundError['code'], message: string) {
		super(message)
		this.code = code
	}
}

/** What of the portal calls out. */
export type Outbound = {
	/**
	 * Posts a body once and answers what came back, whatever its status; redirects are not followed.
	 * @throws OutboundError
	 */
	post: (url: string, call: { headers: Record<string, string>; body: string }) => Promise<OutboundAnswer>
	/** Whether an address may be called at all, as far as it says itself: https, no password, a public host. */
	mayCall: (url: string) => boolean
}

export type OutboundOptions = {
	/** Lets an address pass that is not public, and http: tests against a server of their own. Nothing in production gives it. */
	allow?: (address: string, port: number) => boolean
	/** How names are resolved; the system's way where not given. */
	lookup?: (host: string) => Promise<LookupAddress[]>
	timeoutMs?: number
}

/** What is kept of an answer. */
const KEPT = 2_000
const READ_AT_MOST = 65_536

const systemLookup = (host: string): Promise<LookupAddress[]> =>
	new Promise((done, fail) => {
		resolve(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)))
	})

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')
const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)

/**
 * Opens the way out. An address is checked where the connection is made, after its name was resolved and on exactly the
 * address that is then connected to, so that a name that changes its mind between check and call gains nothing.
 */
export function openOutbound(options: OutboundOptions = {}): Outbound {
	const { allow, lookup = systemLookup, timeoutMs = 10_000 } = options
	const passes = (address: string, port: number) => isPublicAddress(address) || (allow?.(address, port) ?? false)
	const read = (text: string): URL | null => {
		if (!URL.canParse(text)) return null
		const url = new URL(text)
		if (url.username || url.password) return null
		return url.protocol === 'https:' || (url.protocol === 'http:' && allow) ? url : null
	}
	const mayCall = (text: string): boolean => {
		const url = read(text)
		if (!url) return false
		const host = hostOf(url)
		if (isIP(host)) return passes(host, portOf(url))
		return allow !== undefined || (host.includes('.') && !/(^|\.)(localhost|local|internal|home\.arpa)$/.test(host))
	}
	return {
		mayCall,
		post: async (text, call) => {
			const url = read(text)
			if (!url || !mayCall(text)) throw new OutboundError('refused', 'The address is not one of the public internet')
			return send(url, call, { timeoutMs, lookup: checkedLookup(url, lookup, passes) })
		},
	}
}

/** Resolves a name and hands on what may be connected to; one closed address among them refuses the name. */
function checkedLookup(
	url: URL,
	lookup: NonNullable<OutboundOptions['lookup']>,
	passes: (address: string, port: number) => boolean,
): LookupFunction {
	return (host, asked, done) => {
		lookup(host).then(
			(found) => {
				const [first] = found
				if (!first || found.some(({ address }) => !passes(address, portOf(url)))) {
					done(new OutboundError('refused', `${host} leads to an address that is not public`), '', 0)
				} else if (asked.all) done(null, found as never, 0)
				else done(null, first.address, first.family)
			},
			(error: NodeJS.ErrnoException) => done(error, '', 0),
		)
	}
}

function send(
	url: URL,
	call: { headers: Record<string, string>; body: string },
	way: { timeoutMs: number; lookup: LookupFunction },
): Promise<OutboundAnswer> {
	const started = performance.now()
	const secure = url.protocol === 'https:'
	return new Promise((done, fail) => {
		const signal = AbortSignal.timeout(way.timeoutMs)
		const body = Buffer.from(call.body, 'utf8')
		const request = (secure ? requestHttps : requestHttp)(
			url,
			{
				method: 'POST',
				headers: { ...call.headers, 'Content-Length': body.byteLength },
				lookup: way.lookup,
				signal,
				// A connection of its own for each call: none that was checked for another name is used again.
				agent: secure ? new Agent({ keepAlive: false }) : false,
			},
			(answer) => {
				const parts: Buffer[] = []
				let size = 0
				const end = () =>
					done({
						status: answer.statusCode ?? 0,
						body: Buffer.concat(parts).toString('utf8').slice(0, KEPT),
						tookMs: Math.round(performance.now() - started),
					})
				answer.on('data', (part: Buffer) => {
					size += part.byteLength
					parts.push(part)
					if (size < READ_AT_MOST) return
					answer.destroy()
					end()
				})
				answer.on('end', end)
				answer.on('error', fail)
			},
		)
		request.on('error', (error) => {
			if (error instanceof OutboundError) fail(error)
			else if (signal.aborted) fail(new OutboundError('timeout', `No answer within ${way.timeoutMs / 1_000} s`))
			else fail(new OutboundError('failed', error.message.slice(0, 300)))
		})
		request.end(body)
	})
}
