/** Spaces, dashes, dots, underscores, slashes, and the invisible characters that pasting brings along. */
const IGNORED = /[\s\p{Pd}\p{Cc}\p{Cf}\u2212._/\\]+/gu

/**
 * The form in which lot codes and other codes are compared and searched: `" lot-2026/11.001 "` and `ＬＯＴ2026_11001`
 * are both `LOT202611001`. NFKC, upper case, without spaces, dashes, dots, underscores, slashes and invisible characters.
 * Never shown and never printed: the code as written stays beside it. May be empty. Normalising twice changes nothing.
 */
export function normaliseCode(text: string): string {
	// Upper case can undo NFKC (ΐ becomes three code points), so compose once more afterwards.
	return text.normalize('NFKC').toUpperCase().normalize('NFKC').toUpperCase().replace(IGNORED, '')
}
