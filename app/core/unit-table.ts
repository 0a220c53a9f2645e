import type { LocalizedText } from '#app/core/localized.ts'

/** Units of one dimension convert into each other; a packaging unit is a dimension of its own. */
export type Dimension =
	| 'count'
	| 'mass'
	| 'volume'
	| 'length'
	| 'area'
	| 'set'
	| 'kit'
	| 'roll'
	| 'box'
	| 'case'
	| 'carton'
	| 'package'
	| 'bag'
	| 'bottle'
	| 'can'
	| 'drum'
	| 'tube'
	| 'tray'
	| 'pallet'

export interface Unit {
	/** UN/CEFACT Recommendation 20 code; packagings are Recommendation 21 codes with X before them (Rec 20, section 3). */
	readonly code: string
	readonly dimension: Dimension
	/** How much of the dimension's base unit one of these is: an exact decimal. */
	readonly factor: string
	readonly symbol: string
	readonly label: LocalizedText
	/** As suppliers write it, compared without case, width, spaces and full stops. */
	readonly aliases: readonly string[]
}

type Row = readonly [code: string, factor: string, symbol: string, en: string, zh: string, aliases: string]

/** Factors: ISO 80000; pound, ounce, inch, foot, yard and US measures as exact by NIST SP 811, appendix B. */
const ROWS: Record<Dimension, readonly Row[]> = {
	count: [
		[
			'H87',
			'1',
			'pcs',
			'piece',
			'件',
			'pc|pcs|pce|piece|pieces|st|stk|stck|stück|stueck|件|个|個|支|只|隻|根|枚|片|条|條|块|塊|张|張|粒|颗|顆|台|把|份|本|枝',
		],
		['EA', '1', 'ea', 'each', '个', 'each|je'],
		['C62', '1', 'unit', 'unit', '单位', 'one|unit|units|un|ud|uds|单位|單位'],
		['PR', '2', 'pair', 'pair', '双', 'pair|pairs|prs|paar|双|雙|对|對'],
		['DZN', '12', 'dz', 'dozen', '打', 'doz|dozen|dz|dutzend|打'],
		['CEN', '100', '100 pcs', 'hundred', '百件', 'hundred|hundert|百|百个|百件|百支'],
		['GRO', '144', 'gross', 'gross', '罗', '罗'],
		['MIL', '1000', '1000 pcs', 'thousand', '千件', 'thousand|tausend|tsd|kpcs|千个|千件|千支|千只|千片'],
		['T3', '1000', '1000 pcs', 'thousand pieces', '千片', ''],
	],
	mass: [
		['KGM', '1', 'kg', 'kilogram', '千克', 'kgs|kilo|kilos|kilogram|kilograms|kilogramm|千克|公斤'],
		['GRM', '0.001', 'g', 'gram', '克', 'gr|gm|gms|gram|grams|gramm|克|公克'],
		['MGM', '0.000001', 'mg', 'milligram', '毫克', 'mgs|milligram|milligrams|milligramm|毫克'],
		['MC', '0.000000001', 'µg', 'microgram', '微克', 'ug|mcg|microgram|micrograms|mikrogramm|微克'],
		['TNE', '1000', 't', 'tonne', '吨', 'to|ton|tons|tonne|tonnes|mt|吨|噸|公吨'],
		['LBR', '0.45359237', 'lb', 'pound', '磅', 'lbs|pound|pounds|pfund|磅'],
		['ONZ', '0.028349523125', 'oz', 'ounce', '盎司', 'ounce|ounces|unze|盎司'],
	],
	volume: [
		['LTR', '1', 'L', 'litre', '升', 'lt|ltr|ltrs|litre|litres|liter|liters|升|公升'],
		['MLT', '0.001', 'mL', 'millilitre', '毫升', 'mls|millilitre|millilitres|milliliter|milliliters|毫升|cc'],
		['4G', '0.000001', 'µL', 'microlitre', '微升', 'ul|microlitre|microliter|微升'],
		['CLT', '0.01', 'cL', 'centilitre', '厘升', 'centilitre|centiliter|厘升'],
		['DLT', '0.1', 'dL', 'decilitre', '分升', 'decilitre|deciliter|分升'],
		['HLT', '100', 'hL', 'hectolitre', '百升', 'hectolitre|hectoliter|百升'],
		['MTQ', '1000', 'm³', 'cubic metre', '立方米', 'cbm|cubicmetre|cubicmeter|立方米|立方'],
		['CMQ', '0.001', 'cm³', 'cubic centimetre', '立方厘米', 'ccm|立方厘米'],
		['DMQ', '1', 'dm³', 'cubic decimetre', '立方分米', '立方分米'],
		['GLL', '3.785411784', 'gal (US)', 'gallon (US)', '美制加仑', 'gal|gallon|gallons|加仑'],
		['OZA', '0.0295735295625', 'fl oz (US)', 'fluid ounce (US)', '美制液盎司', 'floz|fluidounce|液盎司'],
	],
	length: [
		['MTR', '1', 'm', 'metre', '米', 'mtr|mtrs|metre|metres|meter|meters|米|公尺'],
		['DMT', '0.1', 'dm', 'decimetre', '分米', 'decimetre|decimeter|分米'],
		['CMT', '0.01', 'cm', 'centimetre', '厘米', 'cms|centimetre|centimeter|zentimeter|厘米|公分'],
		['MMT', '0.001', 'mm', 'millimetre', '毫米', 'millimetre|millimeter|毫米|公厘'],
		['4H', '0.000001', 'µm', 'micrometre', '微米', 'um|micron|micrometre|micrometer|微米'],
		['KMT', '1000', 'km', 'kilometre', '千米', 'kilometre|kilometer|千米|公里'],
		['INH', '0.0254', 'in', 'inch', '英寸', 'inch|inches|zoll|英寸|吋'],
		['FOT', '0.3048', 'ft', 'foot', '英尺', 'foot|feet|英尺|呎'],
		['YRD', '0.9144', 'yd', 'yard', '码', 'yard|yards|yds|码|碼'],
	],
	area: [
		['MTK', '1', 'm²', 'square metre', '平方米', 'sqm|qm|squaremetre|squaremeter|平方米|平米|平方'],
		['DMK', '0.01', 'dm²', 'square decimetre', '平方分米', '平方分米'],
		['CMK', '0.0001', 'cm²', 'square centimetre', '平方厘米', 'sqcm|qcm|平方厘米'],
		['MMK', '0.000001', 'mm²', 'square millimetre', '平方毫米', 'sqmm|qmm|平方毫米'],
		['FTK', '0.09290304', 'ft²', 'square foot', '平方英尺', 'sqft|squarefoot|squarefeet|平方英尺'],
		['INK', '0.00064516', 'in²', 'square inch', '平方英寸', 'sqin|squareinch|平方英寸'],
	],
	set: [['SET', '1', 'set', 'set', '套', 'sets|satz|套|组|組']],
	kit: [['KT', '1', 'kit', 'kit', '套件', 'kit|kits|套件|套包']],
	roll: [
		['XRO', '1', 'roll', 'roll', '卷', 'ro|rol|roll|rolls|rolle|rollen|卷|捲|rl'],
		['ROL', '1', 'roll', 'roll', '卷', ''],
	],
	box: [
		['XBX', '1', 'box', 'box', '盒', 'bx|box|boxes|schachtel|盒'],
		['BX', '1', 'box', 'box', '盒', ''],
	],
	case: [
		['XCS', '1', 'case', 'case', '箱', 'cs|case|cases|kiste|箱'],
		['CS', '1', 'case', 'case', '箱', ''],
	],
	carton: [
		['XCT', '1', 'carton', 'carton', '纸箱', 'ct|ctn|ctns|carton|cartons|karton|纸箱|紙箱'],
		['CT', '1', 'carton', 'carton', '纸箱', ''],
	],
	package: [
		['XPK', '1', 'pack', 'pack', '包', 'pk|pack|packs|pkg|pkgs|package|packages|packung|pck|包'],
		['PK', '1', 'pack', 'pack', '包', ''],
	],
	bag: [
		['XBG', '1', 'bag', 'bag', '袋', 'bg|bag|bags|beutel|sack|袋'],
		['BG', '1', 'bag', 'bag', '袋', ''],
	],
	bottle: [
		['XBO', '1', 'bottle', 'bottle', '瓶', 'btl|btls|bottle|bottles|flasche|bo|瓶'],
		['BO', '1', 'bottle', 'bottle', '瓶', ''],
	],
	can: [['XCX', '1', 'can', 'can', '罐', 'can|cans|罐|听']],
	drum: [
		['XDR', '1', 'drum', 'drum', '桶', 'dr|drum|drums|fass|trommel|桶'],
		['DR', '1', 'drum', 'drum', '桶', ''],
	],
	tube: [
		['XTU', '1', 'tube', 'tube', '管', 'tu|tube|tubes|管'],
		['TU', '1', 'tube', 'tube', '管', ''],
	],
	tray: [['XPU', '1', 'tray', 'tray', '托盘', 'tray|trays|盘|托盘']],
	pallet: [
		['XPX', '1', 'pallet', 'pallet', '栈板', 'pal|plt|pallet|pallets|palette|栈板|卡板|pf'],
		['PF', '1', 'pallet', 'pallet', '栈板', ''],
	],
}

/**
 * The units in which device and food makers count, weigh and measure. Bare packaging codes (BX, CS, ROL …) are those of
 * older lists and of common ERP systems; they stay readable and convert one to one into their present codes.
 * Source: UN/CEFACT Recommendation 20, revision 17, annexes I to III; Recommendation 21 for packagings.
 */
export const UNITS: readonly Unit[] = (Object.keys(ROWS) as Dimension[]).flatMap((dimension) =>
	ROWS[dimension].map(([code, factor, symbol, en, zh, aliases]) => ({
		code,
		dimension,
		factor,
		symbol,
		label: { en, 'zh-CN': zh },
		aliases: aliases === '' ? [] : aliases.split('|'),
	})),
)
