import { expect, type Page } from '@playwright/test'

/** What a page shows when a text is missing or a value was not filled in. */
const BROKEN = /\{\{|\}\}|\[object Object\]|\bundefined\b|\bNaN\b|Invalid Date/

/** A key of the texts stands where its text should: words joined by points, the first of them in lower case. */
const KEY = /^(?:[a-z][\w-]*:)?[a-z][A-Za-z-]*(?:\.[a-z][\w-]*)+$/

const FILE = /\.(?:csv|xlsx|json|pdf|txt)$/

/** Every text of the page is a text: no key, no placeholder, no value that is none. */
export async function expectWords(page: Page, what: string): Promise<void> {
	const texts = await page.evaluate(() => {
		const found: string[] = []
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
		while (walker.nextNode()) {
			const parent = walker.currentNode.parentElement
			if (parent?.closest('script, style, .mono, code, pre, .cm-editor')) continue
			const text = walker.currentNode.nodeValue?.trim()
			if (text) found.push(text)
		}
		for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
			for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
				const text = element.getAttribute(name)?.trim()
				if (text) found.push(text)
			}
		return found
	})
	const broken = [...new Set(texts)].filter((text) => BROKEN.test(text) || (KEY.test(text) && !FILE.test(text)))
	expect.soft(broken, `texts of ${what}`).toEqual([])
}
