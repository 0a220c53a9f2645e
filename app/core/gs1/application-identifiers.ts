/** What a row says beyond the shape of the value. Patterns end in n, which stands for any digit. */
export interface AiRules {
	/** Each list needs at least one of its identifiers (or patterns) on the same item. */
	readonly needs?: readonly string[]
	/** Identifiers (or patterns) that must not stand beside this one; it never excludes itself. */
	readonly excludes?: string
	/** Primary key of a Digital Link, with its ordered path qualifiers; one list for each alternative. */
	readonly linkKey?: readonly string[]
	/** May not stand in the query of a Digital Link. */
	readonly notInQuery?: true
}

/**
 * One identifier, or a range of them: its number, the parts of its value, the data title printed on labels, rules.
 * Parts: N digits, X character set 82, Y character set 39, Z base64url; `..` up to that many, `[ ]` optional; after the
 * colon the rule for the content, see `ai-value.ts`.
 */
export type AiRow = readonly [ai: string, format: string, title: string, rules?: AiRules]

const ITEM = '01,02,03,8006,8026'
const TRADE = '01,02,8006,8026'
const MEASURED = '30,31nn,32nn,35nn,36nn'
const item: AiRules = { needs: [ITEM] }
const trade: AiRules = { needs: [TRADE] }
const gtin: AiRules = { needs: ['01'] }
const gtinOrContent: AiRules = { needs: ['01,02'] }
const gtinOrPiece: AiRules = { needs: ['01,8006'] }
const shipment: AiRules = { needs: ['00'] }
const person: AiRules = { needs: ['8017,8018'] }

/** Measures in six digits: the last digit of the identifier is the number of decimals; each only once on an item. */
const measures = (needs: string, list: string): AiRow[] =>
	list.split('|').map((entry) => {
		const ai = entry.slice(0, 3)
		return [`${ai}0-${ai}5`, 'N6', entry.slice(4), { needs: [needs], excludes: `${ai}n` }]
	})

/**
 * The GS1 Application Identifiers. Source: GS1 General Specifications, section 3, and the GS1 Barcode Syntax Dictionary
 * for components, companions and Digital Link roles.
 */
export const APPLICATION_IDENTIFIERS: readonly AiRow[] = [
	['00', 'N18:check', 'SSCC', { linkKey: [''] }],
	['01', 'N14:check', 'GTIN', { excludes: '02,255,37', linkKey: ['22,10,21', '235'] }],
	['02', 'N14:check', 'CONTENT', { needs: ['37'], excludes: '01,03' }],
	['03', 'N14:check', 'MTO GTIN', { excludes: '01,02,37', notInQuery: true }],
	['10', 'X..20', 'BATCH/LOT', item],
	['11', 'N6:day0', 'PROD DATE', item],
	['12', 'N6:day0', 'DUE DATE', { needs: ['8020'] }],
	['13', 'N6:day0', 'PACK DATE', item],
	['15', 'N6:day0', 'BEST BEFORE or BEST BY', item],
	['16', 'N6:day0', 'SELL BY', item],
	['17', 'N6:day0', 'USE BY or EXPIRY', { needs: ['01,02,03,255,8006,8026'] }],
	['20', 'N2', 'VARIANT', trade],
	['21', 'X..20', 'SERIAL', { needs: ['01,03,8006'], excludes: '235', notInQuery: true }],
	['22', 'X..20', 'CPV', { needs: ['01'], notInQuery: true }],
	['235', 'X..28', 'TPX', { needs: ['01'], notInQuery: true }],
	['240', 'X..30', 'ADDITIONAL ID', trade],
	['241', 'X..30', 'CUST. PART No.', trade],
	['242', 'N..6', 'MTO VARIANT', trade],
	['243', 'X..20', 'PCN', gtin],
	['250', 'X..30', 'SECONDARY SERIAL', { needs: ['01,8006', '21'] }],
	['251', 'X..30', 'REF. TO SOURCE', gtinOrPiece],
	['253', 'N13:check [X..17]', 'GDTI', { linkKey: [''] }],
	['254', 'X..20', 'GLN EXTENSION COMPONENT', { needs: ['414'], notInQuery: true }],
	['255', 'N13:check [N..12]', 'GCN', { excludes: '01,02,415,8006,8020,8026', linkKey: [''] }],
	['30', 'N..8', 'VAR. COUNT', gtinOrContent],
	...measures('01,02', '310 NET WEIGHT (kg)|311 LENGTH (m)|312 WIDTH (m)|313 HEIGHT (m)|314 AREA (m²)'),
	...measures('01,02', '315 NET VOLUME (l)|316 NET VOLUME (m³)|320 NET WEIGHT (lb)|321 LENGTH (in)|322 LENGTH (ft)'),
	...measures('01,02', '323 LENGTH (yd)|324 WIDTH (in)|325 WIDTH (ft)|326 WIDTH (yd)|327 HEIGHT (in)|328 HEIGHT (ft)'),
	...measures('01,02', '329 HEIGHT (yd)|350 AREA (in²)|351 AREA (ft²)|352 AREA (yd²)|356 NET WEIGHT (t oz)'),
	...measures('01,02', '357 NET VOLUME (oz)|360 NET VOLUME (qt)|361 NET VOLUME (gal.)|364 VOLUME (in³)'),
	...measures('01,02', '365 VOLUME (ft³)|366 VOLUME (yd³)'),
	...measures('00,01', '330 GROSS WEIGHT (kg)|331 LENGTH (m), log|332 WIDTH (m), log|333 HEIGHT (m), log'),
	...measures('00,01', '334 AREA (m²), log|335 VOLUME (l), log|336 VOLUME (m³), log|340 GROSS WEIGHT (lb)'),
	...measures('00,01', '341 LENGTH (in), log|342 LENGTH (ft), log|343 LENGTH (yd), log|344 WIDTH (in), log'),
	...measures('00,01', '345 WIDTH (ft), log|346 WIDTH (yd), log|347 HEIGHT (in), log|348 HEIGHT (ft), log'),
	...measures('00,01', '349 HEIGHT (yd), log|353 AREA (in²), log|354 AREA (ft²), log|355 AREA (yd²), log'),
	...measures('00,01', '362 VOLUME (qt), log|363 VOLUME (gal.), log|367 VOLUME (in³), log|368 VOLUME (ft³), log'),
	...measures('00,01', '369 VOLUME (yd³), log'),
	...measures('01', '337 KG PER m²'),
	['37', 'N..8', 'COUNT', { needs: ['00', '02,8026'] }],
	['3900-3909', 'N..15', 'AMOUNT', { needs: ['255,8020'], excludes: '390n,391n,394n,8111' }],
	['3910-3919', 'N3 N..15', 'AMOUNT', { needs: ['8020'], excludes: '391n' }],
	['3920-3929', 'N..15', 'PRICE', { needs: ['01', MEASURED], excludes: '392n,393n' }],
	['3930-3939', 'N3 N..15', 'PRICE', { needs: [MEASURED], excludes: '393n' }],
	['3940-3943', 'N4', 'PRCNT OFF', { needs: ['255'], excludes: '394n,8111' }],
	['3950-3955', 'N6', 'PRICE/UoM', { needs: [MEASURED], excludes: '392n,393n,395n,8005' }],
	['400', 'X..30', 'ORDER NUMBER'],
	['401', 'X..30:key', 'GINC', { linkKey: [''] }],
	['402', 'N17:check', 'GSIN', { linkKey: [''] }],
	['403', 'X..30', 'ROUTE', shipment],
	['410', 'N13:check', 'SHIP TO LOC'],
	['411', 'N13:check', 'BILL TO'],
	['412', 'N13:check', 'PURCHASE FROM'],
	['413', 'N13:check', 'SHIP FOR LOC'],
	['414', 'N13:check', 'LOC No.', { linkKey: ['254', '7040'] }],
	['415', 'N13:check', 'PAY TO', { needs: ['8020'], linkKey: ['8020'] }],
	['416', 'N13:check', 'PROD/SERV LOC'],
	['417', 'N13:check', 'PARTY', { linkKey: ['7040'] }],
	['420', 'X..20', 'SHIP TO POST', { excludes: '421' }],
	['421', 'N3:country X..9', 'SHIP TO POST', { excludes: '4307' }],
	['422', 'N3:country', 'ORIGIN', { needs: [TRADE], excludes: '426' }],
	['423', 'N3:country [N..12:countries]', 'COUNTRY - INITIAL PROCESS', { needs: ['01,02'], excludes: '426' }],
	['424', 'N3:country', 'COUNTRY - PROCESS', { needs: ['01,02'], excludes: '426' }],
	['425', 'N3:country [N..12:countries]', 'COUNTRY - DISASSEMBLY', { needs: ['01,02'], excludes: '426' }],
	['426', 'N3:country', 'COUNTRY - FULL PROCESS', gtinOrContent],
	['427', 'X..3', 'ORIGIN SUBDIVISION', { needs: ['01,02', '422'] }],
	['4300', 'X..35:escaped', 'SHIP TO COMP', shipment],
	['4301', 'X..35:escaped', 'SHIP TO NAME', shipment],
	['4302', 'X..70:escaped', 'SHIP TO ADD1', shipment],
	['4303', 'X..70:escaped', 'SHIP TO ADD2', { needs: ['4302'] }],
	['4304', 'X..70:escaped', 'SHIP TO SUB', shipment],
	['4305', 'X..70:escaped', 'SHIP TO LOC', shipment],
	['4306', 'X..70:escaped', 'SHIP TO REG', shipment],
	['4307', 'X2:letters', 'SHIP TO COUNTRY', shipment],
	['4308', 'X..30', 'SHIP TO PHONE', shipment],
	['4309', 'N10 N10', 'SHIP TO GEO', shipment],
	['4310', 'X..35:escaped', 'RTN TO COMP', shipment],
	['4311', 'X..35:escaped', 'RTN TO NAME', shipment],
	['4312', 'X..70:escaped', 'RTN TO ADD1', shipment],
	['4313', 'X..70:escaped', 'RTN TO ADD2', { needs: ['4312'] }],
	['4314', 'X..70:escaped', 'RTN TO SUB', shipment],
	['4315', 'X..70:escaped', 'RTN TO LOC', shipment],
	['4316', 'X..70:escaped', 'RTN TO REG', shipment],
	['4317', 'X2:letters', 'RTN TO COUNTRY', shipment],
	['4318', 'X..20', 'RTN TO POST', shipment],
	['4319', 'X..30', 'RTN TO PHONE', shipment],
	['4320', 'X..35:escaped', 'SRV DESCRIPTION', shipment],
	['4321', 'N1:flag', 'DANGEROUS GOODS', shipment],
	['4322', 'N1:flag', 'AUTH TO LEAVE', shipment],
	['4323', 'N1:flag', 'SIG REQUIRED', shipment],
	['4324', 'N6:day0 N4:time', 'NOT BEF DEL DT', shipment],
	['4325', 'N6:day0 N4:time', 'NOT AFT DEL DT', shipment],
	['4326', 'N6:date', 'REL DATE', shipment],
	['4330', 'N6 [X1:minus]', 'MAX TEMP F', { needs: ['00'], excludes: '4331' }],
	['4331', 'N6 [X1:minus]', 'MAX TEMP C', { needs: ['00'], excludes: '4330' }],
	['4332', 'N6 [X1:minus]', 'MIN TEMP F', { needs: ['00'], excludes: '4333' }],
	['4333', 'N6 [X1:minus]', 'MIN TEMP C', { needs: ['00'], excludes: '4332' }],
	['7001', 'N13', 'NSN', trade],
	['7002', 'X..30', 'MEAT CUT', gtinOrContent],
	['7003', 'N6:date N4:time', 'EXPIRY TIME', gtinOrContent],
	['7004', 'N..4', 'ACTIVE POTENCY', { needs: ['01', '10'] }],
	['7005', 'X..12', 'CATCH AREA', gtinOrContent],
	['7006', 'N6:date', 'FIRST FREEZE DATE', gtinOrContent],
	['7007', 'N6:date [N6:date]', 'HARVEST DATE', gtinOrContent],
	['7008', 'X..3', 'AQUATIC SPECIES', gtinOrContent],
	['7009', 'X..10', 'FISHING GEAR TYPE', gtinOrContent],
	['7010', 'X..2', 'PROD METHOD', gtinOrContent],
	['7011', 'N6:date [N4:time]', 'TEST BY DATE', gtinOrContent],
	['7020', 'X..20', 'REFURB LOT', { needs: ['01,8006', '416'] }],
	['7021', 'X..20', 'FUNC STAT', gtinOrPiece],
	['7022', 'X..20', 'REV STAT', { needs: ['7021'] }],
	['7023', 'X..30:key', 'GIAI - ASSEMBLY'],
	['7030-7039', 'N3:processor-country X..27', 'PROCESSOR #', gtinOrContent],
	['7040', 'N1 X1 X1 X1', 'UIC+EXT', { notInQuery: true }],
	['7041', 'X..4', 'UFRGT UNIT TYPE', { needs: ['00'], notInQuery: true }],
	['710-717', 'X..20', 'NHRN', gtin],
	['7230-7239', 'X2 X..28', 'CERT #', { needs: ['01,8004'] }],
	['7240', 'X..20', 'PROTOCOL', gtinOrPiece],
	['7241', 'N2', 'AIDC MEDIA TYPE', person],
	['7242', 'X..25', 'VCN', person],
	['7250', 'N8:full-date', 'DOB', { needs: ['8018'], excludes: '7251' }],
	['7251', 'N8:full-date N4:time', 'DOB TIME', { needs: ['8018'], excludes: '7250' }],
	['7252', 'N1', 'BIO SEX', { needs: ['8018'] }],
	['7253', 'X..40:escaped', 'FAMILY NAME', { needs: ['8017,8018'], excludes: '7256,7259' }],
	['7254', 'X..40:escaped', 'GIVEN NAME', { needs: ['8017,8018'], excludes: '7256,7259' }],
	['7255', 'X..10', 'SUFFIX', { needs: ['8017,8018'], excludes: '7256,7259' }],
	['7256', 'X..90:escaped', 'FULL NAME', person],
	['7257', 'X..70:escaped', 'PERSON ADDR', { needs: ['8018'] }],
	['7258', 'X3', 'BIRTH SEQUENCE', { needs: ['8018', '7259'] }],
	['7259', 'X..40:escaped', 'BABY', { needs: ['8018'], excludes: '7256' }],
	['8001', 'N4:not-zero N5:not-zero N3:not-zero N1 N1', 'DIMENSIONS', gtin],
	['8002', 'X..20', 'CMT No.'],
	['8003', 'N1:zero N13:check [X..16]', 'GRAI', { linkKey: [''] }],
	['8004', 'X..30:key', 'GIAI', { linkKey: ['7040'] }],
	['8005', 'N6', 'PRICE PER UNIT', gtinOrContent],
	['8006', 'N14:check N4:piece', 'ITIP', { excludes: '01,37', linkKey: ['22,10,21'] }],
	['8007', 'X..34', 'IBAN', { needs: ['415'] }],
	['8008', 'N6:date N2:hour [N2:sixty] [N2:sixty]', 'PROD TIME', gtinOrContent],
	['8009', 'X..50', 'OPTSEN', { needs: ['00,01'] }],
	['8010', 'Y..30:key', 'CPID', { linkKey: ['8011'] }],
	['8011', 'N..12:no-leading-zero', 'CPID SERIAL', { needs: ['8010'], notInQuery: true }],
	['8012', 'X..20', 'VERSION', gtinOrPiece],
	['8013', 'X..25:gmn', 'GMN', { linkKey: [''] }],
	['8014', 'X..25:gmn', 'MUDI', { needs: ['01'], notInQuery: true }],
	['8017', 'N18:check', 'GSRN - PROVIDER', { excludes: '8018', linkKey: ['8019'] }],
	['8018', 'N18:check', 'GSRN - RECIPIENT', { excludes: '8017', linkKey: ['8019'] }],
	['8019', 'N..10', 'SRIN', { needs: ['8017,8018'], notInQuery: true }],
	['8020', 'X..25', 'REF No.', { needs: ['415'], notInQuery: true }],
	['8026', 'N14:check N4:piece', 'ITIP CONTENT', { needs: ['37'], excludes: '02,8006' }],
	['8030', 'Z..90', 'DIGSIG', { needs: ['00,01,253,255,8003,8004,8006,8010,8017,8018'] }],
	['8040', 'N15', 'IMEI', { needs: ['01', '21'], notInQuery: true }],
	['8041', 'N15', 'IMEI2', { needs: ['01', '21', '8040'], notInQuery: true }],
	['8042', 'N32', 'ESIM', { needs: ['01', '21', '8040'], notInQuery: true }],
	['8043', 'N18 [N..2]', 'PSIM', { needs: ['01', '21', '8040'], notInQuery: true }],
	['8110', 'X..70', 'COUPON'],
	['8111', 'N4', 'POINTS', { needs: ['255'] }],
	['8112', 'X..70', 'POSITIVE OFFER'],
	['8200', 'X..70', 'PRODUCT URL', { needs: ['01'], notInQuery: true }],
	['90', 'X..30', 'INTERNAL'],
	['91-99', 'X..90', 'INTERNAL'],
]
