import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { NonceProvider } from '#app/platform/http/nonce.ts'
import { withoutNul } from '#app/platform/http/without-nul.ts'
import { createTranslator } from '#app/platform/i18n/i18n.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { resources } from './locales.server.ts'

export { keepingPublicPages } from '#app/features/provenance/kept-pages.server.ts'
export { createWebApp } from '#app/platform/http/app.server.ts'
export { api } from './api.server.ts'
export { seedDemo } from './seed/seed-demo.server.ts'
export { startPortal } from './start-portal.server.ts'

const RENDER_TIMEOUT_MS = 10_000

/** Renders a page to a stream; crawlers get it whole. */
export default function handleRequest(
	request: Request,
	status: number,
	headers: Headers,
	remix: EntryContext,
	load: { nonce?: string },
) {
	const language =
		(remix.staticHandlerContext.loaderData?.root as { language?: 'en' | 'zh-CN' } | undefined)?.language ?? 'en'
	const i18n = createTranslator(language, { [language]: resources[language] })
	const nonce = load?.nonce ?? ''
	const whole = isbot(request.headers.get('user-agent') ?? '')
	return new Promise<Response>((resolve, reject) => {
		let statusNow = status
		const send = () => {
			const body = withoutNul()
			headers.set('Content-Type', 'text/html; charset=utf-8')
			resolve(new Response(createReadableStreamFromReadable(body), { headers, status: statusNow }))
			pipe(body)
		}
		const { pipe, abort } = renderToPipeableStream(
			<NonceProvider value={nonce}>
				<I18nextProvider i18n={i18n}>
					<RemixServer context={remix} url={request.url} abortDelay={RENDER_TIMEOUT_MS} nonce={nonce} />
				</I18nextProvider>
			</NonceProvider>,
			{
				nonce,
				onShellReady() {
					if (!whole) send()
				},
				onAllReady() {
					// A page that is done is not held for the time that a slow one would be given.
					clearTimeout(late)
					if (whole) send()
				},
				onShellError: reject,
				onError(error: unknown) {
					statusNow = 500
					getPortal().log.error({ err: error }, 'render failed')
				},
			},
		)
		const late = setTimeout(abort, RENDER_TIMEOUT_MS + 1_000).unref()
	})
}

/** What went wrong in a loader or action; refusals thrown as responses are not errors. */
export function handleError(error: unknown, { request }: { request: Request }): void {
	if (request.signal.aborted || error instanceof Response) return
	getPortal().log.error({ err: error, requestId: request.headers.get('x-request-id') }, 'page failed')
}
