/** What of a window is listened to. */
type Listening = Pick<EventTarget, 'addEventListener'>

/**
 * Says nothing of requests that were given up. When somebody chooses again before an answer is there, the router gives up
 * the request before, and what of its answer was still to be read is rejected with nobody to hear it: that is no error of
 * the page. Every other unheard rejection is told as before.
 */
export const quietAborts = (window: Listening): void =>
	window.addEventListener('unhandledrejection', (event) => {
		const { reason } = event as PromiseRejectionEvent
		if (reason instanceof DOMException && reason.name === 'AbortError') event.preventDefault()
	})
