const MB = 1024 * 1024

/** What a supplier's file may weigh. Checked before and while reading, so that no file can exhaust the server. */
export const FILE_LIMITS = {
	fileBytes: 25 * MB,
	/** Parts of a workbook's archive. */
	archiveEntries: 2_000,
	/** All parts unpacked, by what they declare and by what really comes out. */
	unpackedBytes: 300 * MB,
	/** Unpacked to packed; an ordinary workbook has 5 to 20. */
	unpackRatio: 200,
	/** Texts of a workbook are kept in memory while its sheet is read. */
	sharedTextBytes: 64 * MB,
	/** Styles, relations, the list of sheets. */
	smallPartBytes: 8 * MB,
	/** One line of a text, one row of a sheet, one record of JSON. */
	lineBytes: MB,
	rows: 200_000,
	columns: 200,
	/** Merged cells that are filled down; more are left as they are. */
	mergedRanges: 10_000,
} as const
