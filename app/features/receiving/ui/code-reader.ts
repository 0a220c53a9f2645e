import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Reads what the camera sees; null where there is no code in the picture. */
export type CodeReader = (video: HTMLVideoElement) => Promise<string | null>

/** Points across that codes are looked for in: enough for a pallet label that fills the frame. */
const WIDTH = 960

/** What stands on labels, cartons, devices and our own papers. */
const READS: ReaderOptions = {
	formats: ['DataMatrix', 'QRCode', 'Code128', 'EANUPC', 'ITF', 'DataBar'],
	textMode: 'Plain',
	maxNumberOfSymbols: 1,
}

/** The text of the first code in a picture (points, or a file such as PNG) as a hand scanner sends it: what GS1 defines begins with what kind it is, as in `]d2`. */
export async function readCode(picture: ImageData | Uint8Array): Promise<string | null> {
	const [found] = await readBarcodes(picture, READS)
	if (!found?.isValid) return null
	return found.contentType === 'GS1' ? `${found.symbologyIdentifier}${found.text}` : found.text
}

/** A reader of the camera's picture; its program is fetched from the portal with it. */
export async function openReader(): Promise<CodeReader> {
	await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
	const canvas = document.createElement('canvas')
	const context = canvas.getContext('2d', { willReadFrequently: true })
	return async (video) => {
		if (!context || video.videoWidth === 0) return null
		canvas.width = Math.min(WIDTH, video.videoWidth)
		canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth)
		context.drawImage(video, 0, 0, canvas.width, canvas.height)
		return readCode(context.getImageData(0, 0, canvas.width, canvas.height))
	}
}
