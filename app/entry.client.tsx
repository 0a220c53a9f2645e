import { RemixBrowser } from '@remix-run/react'
import { setNonce } from 'get-nonce'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { Language } from '#app/core/localized.ts'
import { NonceProvider } from '#app/platform/http/nonce.ts'
import { quietAborts } from '#app/platform/http/quiet-aborts.ts'
import { createTranslator } from '#app/platform/i18n/i18n.ts'

const loadTexts: Record<Language, () => Promise<{ default: object }>> = {
	en: () => import('./locales.en.ts'),
	'zh-CN': () => import('./locales.zh-CN.ts'),
}

/**
 * Waits until the page's data is read, for which `RemixBrowser` throws a promise before anything else. React 18 cannot wait
 * for it at the root: it fails (error 345) where somebody types meanwhile.
 */
async function dataIsRead(): Promise<void> {
	try {
		RemixBrowser({})
	} catch (thrown) {
		if (thrown instanceof Promise) await thrown
	}
}

async function hydrate(): Promise<void> {
	// Dialogs and menus add a style element of their own; the page's policy wants its nonce on it.
	const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
	if (nonce) setNonce(nonce)
	const language: Language = document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en'
	const [{ default: texts }] = await Promise.all([loadTexts[language](), dataIsRead()])
	const i18n = createTranslator(language, { [language]: texts as never })
	startTransition(() => {
		hydrateRoot(
			document,
			<StrictMode>
				<NonceProvider value={nonce}>
					<I18nextProvider i18n={i18n}>
						<RemixBrowser />
					</I18nextProvider>
				</NonceProvider>
			</StrictMode>,
		)
	})
}

quietAborts(window)
void hydrate()
