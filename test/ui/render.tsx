import { createInstance, type ResourceKey } from 'i18next'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import type { RouteObject } from 'react-router-dom'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js'
import en from '#app/ui/locales/en.json' with { type: 'json' }

/** What the server sends for an element, on a page at `/lots`, in English; `texts` are those of features, by namespace. */
export async function renderPage(element: ReactElement, texts: Record<string, ResourceKey> = {}): Promise<string> {
	const i18n = createInstance()
	await i18n.use(initReactI18next).init({
		lng: 'en',
		ns: ['common', ...Object.keys(texts)],
		defaultNS: 'common',
		resources: { en: { common: en, ...texts } },
	})
	const routes: RouteObject[] = [{ id: 'page', path: '*', element }]
	const handler = createStaticHandler(routes)
	const context = await handler.query(new Request('http://portal.test/lots'))
	if (context instanceof Response) throw new Error('the page answered with a redirect')
	return renderToString(
		<I18nextProvider i18n={i18n}>
			<StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />
		</I18nextProvider>,
	)
}
