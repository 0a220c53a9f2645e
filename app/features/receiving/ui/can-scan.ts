/** Whether this browser gives its camera to pages at all. */
export const canScanByCamera = (): boolean =>
	typeof window !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function'
