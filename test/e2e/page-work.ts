import type { Page } from '@playwright/test'

type TraceEvent = { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }

/**
 * What the page's main thread does while something is done and `restMs` after it: all of it and its longest task, in ms of
 * its CPU time.
 */
export async function workOf(
	page: Page,
	act: () => Promise<void>,
	restMs: number,
): Promise<{ all: number; longest: number }> {
	const browser = page.context().browser()
	if (!browser) throw new Error('The page has no browser')
	await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] })
	await act()
	await page.waitForTimeout(restMs)
	const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
	const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
	const mains = new Set(
		trace.traceEvents
			.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
			.map(threadOf),
	)
	const tasks = trace.traceEvents
		.filter((event) => event.name.includes('RunTask') && mains.has(threadOf(event)))
		.map(({ tdur = 0 }) => tdur / 1_000)
	return { all: tasks.reduce((sum, one) => sum + one, 0), longest: Math.max(0, ...tasks) }
}
