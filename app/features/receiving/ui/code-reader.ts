import { readPicture } from '#app/core/scan/read-picture.ts'

/** Reads what the camera sees; null where there is no code in the picture. */
export type CodeReader = (video: HTMLVideoElement) => Promise<string | null>

/** The browser's own reader of barcodes (Shape Detection API); absent in many browsers. */
type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = (new (options?: {
	formats: string[]
}) => Detector) & {
	getSupportedFormats?: () => Promise<string[]>
}

const FORMATS = ['qr_code', 'data_matrix', 'code_128', 'ean_13', 'ean_8', 'upc_a', 'itf']
/** Points across that bars are looked for in: enough for a pallet label that fills the frame. */
const WIDTH = 960

const detectorClass = (): DetectorClass | undefined => (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Whether this browser gives its camera to pages at all. */
export const canScanByCamera = (): boolean =>
	typeof window !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function'

/**
 * The reader of this browser: its own where it has one that knows square codes; else ours, which reads bar codes (GS1-128,
 * Code 128, EAN-13, UPC-A). `square` says whether Data Matrix and QR are read.
 */
export async function openReader(): Promise<{ read: CodeReader; square: boolean }> {
	const Reader = detectorClass()
	const known = await Reader?.getSupportedFormats?.().catch((): string[] => [])
	const formats = known ? FORMATS.filter((format) => known.includes(format)) : FORMATS
	if (!Reader || formats.length === 0) return { read: readBars(), square: false }
	const detector = new Reader({ formats })
	const read: CodeReader = async (video) => (await detector.detect(video))[0]?.rawValue ?? null
	return { read, square: formats.includes('data_matrix') || formats.includes('qr_code') }
}

function readBars(): CodeReader {
	const canvas = document.createElement('canvas')
	const context = canvas.getContext('2d', { willReadFrequently: true })
	return async (video) => {
		if (!context || video.videoWidth === 0) return null
		canvas.width = Math.min(WIDTH, video.videoWidth)
		canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth)
		context.drawImage(video, 0, 0, canvas.width, canvas.height)
		return readPicture(context.getImageData(0, 0, canvas.width, canvas.height))
	}
}
