const channel = (value: number): number => {
	const part = value / 255
	return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

const luminance = (hex: string): number => {
	const number = Number.parseInt(hex.slice(1), 16)
	return 0.2126 * channel(number >> 16) + 0.7152 * channel((number >> 8) & 255) + 0.0722 * channel(number & 255)
}

/** Contrast ratio of two colours like `#0a5c78`, from 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(a: string, b: string): number {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
	return (light + 0.05) / (dark + 0.05)
}
