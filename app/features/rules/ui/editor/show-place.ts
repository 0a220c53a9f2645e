import { useEffect, useState } from 'react'

/** Where the reader asked to be led; a new object leads there again. */
export type Target = { place: string }

const TRIES = 60

const elementAt = (place: string): HTMLElement | null =>
	document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`)

/** The element that stands for a place of the document, or for the nearest place around it that is on the page. */
function elementFor(place: string): HTMLElement | null {
	for (let at = place; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
		const found = elementAt(at)
		if (found) return found
	}
	return null
}

const FIRST = 'input:not([type="hidden"]):not([disabled]), select, textarea, button:not([disabled]), [tabindex="0"]'

function focusOn(element: HTMLElement): void {
	element.scrollIntoView({ block: 'center' })
	const wrong = element.querySelector<HTMLElement>('[aria-invalid="true"]')
	const control = element.matches(FIRST) ? element : (wrong ?? element.querySelector<HTMLElement>(FIRST))
	control?.focus({ preventScroll: true })
}

/**
 * Leads to a place once it is on the page: views load when they are first shown, so it waits for about a second for the
 * very place and takes the nearest one around it then.
 */
export function useShowPlace(target: Target | null): void {
	useEffect(() => {
		if (!target) return
		let tries = 0
		let frame = 0
		const look = () => {
			const parent = target.place.slice(0, target.place.lastIndexOf('/'))
			const found = elementAt(target.place) ?? elementAt(parent) ?? (tries >= TRIES ? elementFor(parent) : null)
			if (found) return focusOn(found)
			tries += 1
			if (tries <= TRIES) frame = requestAnimationFrame(look)
		}
		frame = requestAnimationFrame(look)
		return () => cancelAnimationFrame(frame)
	}, [target])
}

/** The place that was asked for last. */
export const useTarget = () => useState<Target | null>(null)
