import type { ItemData } from '../company.model.ts'

const LOT_AND_EXPIRY = { lot: true, serial: false, manufacturedOn: true, expiresOn: true }

const rawMaterials: readonly ItemData[] = [
	{ sku: 'TI-HEAT-64', kind: 'raw_material', name: ['Titanium heat, Ti-6Al-4V ELI', '钛合金熔炼炉批 Ti-6Al-4V ELI'], unit: 'KGM', code: 'HT-T{SEQ:4}', certificate: true },
	{ sku: 'TI-6AL4V-R08', kind: 'raw_material', name: ['Titanium bar Ø 8 mm, Ti-6Al-4V', '钛合金棒 Ti-6Al-4V Φ8'], unit: 'KGM', code: 'TB{YY}-{SEQ:4}', certificate: true },
	{ sku: 'TI-6AL4V-R12', kind: 'raw_material', name: ['Titanium bar Ø 12 mm, Ti-6Al-4V', '钛合金棒 Ti-6Al-4V Φ12'], unit: 'KGM', code: 'TB{YY}-{SEQ:4}', certificate: true },
	{ sku: 'TI-6AL4V-P04', kind: 'raw_material', name: ['Titanium plate 4.0 mm, Ti-6Al-4V', '钛板 4.0 mm Ti-6Al-4V'], unit: 'KGM', code: 'TP{YY}-{SEQ:4}', certificate: true },
	{ sku: 'COCR-HEAT-L605', kind: 'raw_material', name: ['Cobalt chromium heat, L605', '钴铬合金熔炼炉批 L605'], unit: 'KGM', code: 'HT-C{SEQ:4}', certificate: true },
	{ sku: 'COCR-TUBE-18', kind: 'raw_material', name: ['Cobalt chromium tube Ø 1.8 mm', '钴铬合金管 Φ1.8'], unit: 'MTR', code: 'CT{YY}-{SEQ:4}', certificate: true },
	{ sku: 'SS-174PH-R19', kind: 'raw_material', name: ['Stainless bar Ø 19 mm, 17-4PH', '不锈钢棒 17-4PH Φ19'], unit: 'KGM', code: 'SB{YY}-{SEQ:4}', certificate: true },
	{ sku: 'PEEK-G20', kind: 'raw_material', name: ['PEEK granulate, implant grade', '聚醚醚酮颗粒 PEEK'], unit: 'KGM', code: 'PK-G{YY}-{SEQ:4}', certificate: true },
	{ sku: 'EVERO-DS', kind: 'raw_material', name: ['Everolimus, drug substance', '依维莫司原料药'], unit: 'GRM', code: 'EV{YY}-{SEQ:3}', shelfLifeDays: 720, certificate: true },
	{ sku: 'PVDF-HFP-C', kind: 'raw_material', name: ['Coating polymer PVDF-HFP', '涂层聚合物 PVDF-HFP'], unit: 'GRM', code: 'PV{YY}-{SEQ:3}', shelfLifeDays: 1095, certificate: true },
	{ sku: 'CITRIC-PASS', kind: 'raw_material', name: ['Citric passivation bath', '柠檬酸钝化液'], unit: 'LTR', code: 'CP{YY}-{SEQ:3}', shelfLifeDays: 365 },
]

const packaging: readonly ItemData[] = [
	{ sku: 'POUCH-TYVEK-150', kind: 'packaging', name: ['Breathable pouch 150 × 250 mm', '透析袋 150 × 250 mm'], unit: 'H87', code: 'POU-{YY}-{SEQ:4}', shelfLifeDays: 1825, certificate: true },
	{ sku: 'POUCH-TYVEK-100', kind: 'packaging', name: ['Breathable pouch 100 × 200 mm', '透析袋 100 × 200 mm'], unit: 'H87', code: 'POU-{YY}-{SEQ:4}', shelfLifeDays: 1825, certificate: true },
	{ sku: 'LABEL-UDI-A6', kind: 'packaging', name: ['UDI label A6, blank', 'UDI 标签 A6（空白）'], unit: 'H87', code: 'LB-{YY}-{SEQ:4}', shelfLifeDays: 730, certificate: true },
	{ sku: 'TRAY-PETG-12', kind: 'packaging', name: ['PETG tray, 12 cavities', 'PETG 吸塑盒 12 腔'], unit: 'H87', code: 'TY-{YY}-{SEQ:4}', certificate: true },
	{ sku: 'CARTON-S2', kind: 'packaging', name: ['Unit carton S2', '小包装盒 S2'], unit: 'H87', code: 'CX-{YY}-{SEQ:4}', inspection: false },
	{ sku: 'IFU-SPINE', kind: 'packaging', name: ['Instructions for use, spine system, EN and ZH', '脊柱系统使用说明书（中英）'], unit: 'H87', code: 'IF-{YY}-{SEQ:4}' },
	{ sku: 'IFU-STENT', kind: 'packaging', name: ['Instructions for use, stent system, EN and ZH', '支架系统使用说明书（中英）'], unit: 'H87', code: 'IF-{YY}-{SEQ:4}' },
	{ sku: 'EO-INDICATOR', kind: 'packaging', name: ['Chemical indicator, ethylene oxide', '环氧乙烷化学指示卡'], unit: 'H87', code: 'EI-{YY}-{SEQ:4}', shelfLifeDays: 730, certificate: true },
]

const components: readonly ItemData[] = [
	{ sku: 'SCREW-M4-TI', kind: 'component', name: ['Cortical screw 4.0 mm, titanium', '皮质骨螺钉 4.0 mm 钛'], unit: 'H87', code: 'SC4-{YY}-{SEQ:4}', certificate: true },
	{ sku: 'SCREW-M6-TI', kind: 'component', name: ['Cancellous screw 6.0 mm, titanium', '松质骨螺钉 6.0 mm 钛'], unit: 'H87', code: 'SC6-{YY}-{SEQ:4}', certificate: true },
	{ sku: 'PLATE-08H', kind: 'component', name: ['Locking plate 4.5, 8 holes', '锁定接骨板 4.5，8 孔'], unit: 'H87', code: 'PL{YY}-{MM}{DD}-{SEQ:2}', certificate: true },
	{ sku: 'SETSCREW-08', kind: 'component', name: ['Set screw M8 for pedicle screw', '椎弓根螺钉顶丝 M8'], unit: 'H87', code: 'SS-{YY}-{SEQ:4}', certificate: true },
	{ sku: 'MARKER-TA-05', kind: 'component', name: ['Tantalum marker Ø 0.5 mm', '钽显影标记 Φ0.5'], unit: 'H87', code: 'MK-{YY}-{SEQ:4}', certificate: true },
	{ sku: 'CATH-OTW-35', kind: 'component', name: ['Delivery catheter, over the wire, 3.5 mm', '输送导管（OTW）3.5 mm'], unit: 'H87', code: 'CA-{YY}-{SEQ:4}', shelfLifeDays: 1095, certificate: true },
	{ sku: 'CADDY-SPINE', kind: 'component', name: ['Caddy for spine set', '脊柱套装托架'], unit: 'H87', code: 'CD-{YY}-{SEQ:4}', inspection: false },
]

const intermediates: readonly ItemData[] = [
	{ sku: 'SCREW-BLANK-65', kind: 'intermediate', name: ['Pedicle screw blank 6.5 mm', '椎弓根螺钉坯 6.5 mm'], unit: 'H87', code: 'SB{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'SCREW-MACH-65', kind: 'intermediate', name: ['Pedicle screw 6.5 mm, machined', '椎弓根螺钉 6.5 mm（机加）'], unit: 'H87', code: 'SM{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'SCREW-FIN-65', kind: 'intermediate', name: ['Pedicle screw 6.5 mm, anodised', '椎弓根螺钉 6.5 mm（阳极氧化）'], unit: 'H87', code: 'SC{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'ROD-BLANK-55', kind: 'intermediate', name: ['Spinal rod blank Ø 5.5 mm', '脊柱棒坯 Φ5.5'], unit: 'H87', code: 'RB{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'ROD-MACH-55', kind: 'intermediate', name: ['Spinal rod Ø 5.5 × 120 mm, machined', '脊柱棒 Φ5.5 × 120 mm（机加）'], unit: 'H87', code: 'TR{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'ROD-FIN-55', kind: 'intermediate', name: ['Spinal rod Ø 5.5 × 120 mm, finished', '脊柱棒 Φ5.5 × 120 mm（精整）'], unit: 'H87', code: 'TF{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'CAGE-MOLD-12', kind: 'intermediate', name: ['PEEK cage 12 × 32 mm, moulded', 'PEEK 融合器 12 × 32 mm（注塑）'], unit: 'H87', code: 'CM{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'CAGE-FIN-12', kind: 'intermediate', name: ['PEEK cage 12 × 32 mm, finished', 'PEEK 融合器 12 × 32 mm（精整）'], unit: 'H87', code: 'CG{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'STENT-CUT-3528', kind: 'intermediate', name: ['Stent 3.5 × 28 mm, laser cut', '支架 3.5 × 28 mm（激光切割）'], unit: 'H87', code: 'XC{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'STENT-POL-3528', kind: 'intermediate', name: ['Stent 3.5 × 28 mm, electropolished', '支架 3.5 × 28 mm（电抛光）'], unit: 'H87', code: 'XP{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'STENT-COAT-3528', kind: 'intermediate', name: ['Stent 3.5 × 28 mm, drug coated', '支架 3.5 × 28 mm（载药）'], unit: 'H87', code: 'XD{YY}-{MM}{DD}-{SEQ:2}' },
	{ sku: 'PILOT-BLANK-19', kind: 'intermediate', name: ['Modular pilot 19 mm, blank', '组配式导向头 19 mm（坯件）'], unit: 'H87', code: 'PB{YY}-{MM}{DD}-{SEQ:2}' },
]

/** `1145350-28` and `71360949` are as the US FDA's public AccessGUDID has them; 952 is GS1's prefix for examples. */
const finishedProducts: readonly ItemData[] = [
	{ sku: 'SCREW-STER-65', kind: 'finished_product', name: ['Pedicle screw 6.5 × 45 mm, sterile', '椎弓根螺钉 6.5 × 45 mm，无菌'], unit: 'H87', code: 'PK{YY}-{SEQ:4}', gtin: '09521234000105', brand: 'Aurora Spine', shelfLifeDays: 1825, udi: LOT_AND_EXPIRY, certificate: true },
	{ sku: 'ROD-STER-55', kind: 'finished_product', name: ['Spinal rod Ø 5.5 × 120 mm, sterile', '脊柱棒 Φ5.5 × 120 mm，无菌'], unit: 'H87', code: 'PK{YY}-{SEQ:4}', gtin: '09521234567899', brand: 'Aurora Spine', shelfLifeDays: 1825, udi: LOT_AND_EXPIRY, certificate: true },
	{ sku: 'CAGE-STER-12', kind: 'finished_product', name: ['PEEK cage 12 × 32 mm, 5°, sterile', 'PEEK 融合器 12 × 32 mm，5°，无菌'], unit: 'H87', code: 'PK{YY}-{SEQ:4}', gtin: '09521234000112', brand: 'Aurora Spine', shelfLifeDays: 1825, udi: LOT_AND_EXPIRY, certificate: true },
	{ sku: 'SET-SPINE-4L', kind: 'finished_product', name: ['Spinal fixation set, four levels, sterile', '脊柱内固定套装（四节段），无菌'], unit: 'SET', code: 'ST{YY}-{SEQ:4}', gtin: '09521234000129', brand: 'Aurora Spine', shelfLifeDays: 1825, udi: LOT_AND_EXPIRY, certificate: true },
	{ sku: '1145350-28', kind: 'finished_product', name: ['XIENCE ALPINE 3.50 × 28 mm, over the wire', 'XIENCE ALPINE 药物洗脱支架系统 3.50 × 28 mm'], description: ['XIENCE Alpine Everolimus Eluting Coronary Stent System 3.50 mm x 28 mm / Over-The-Wire', '依维莫司洗脱冠状动脉支架系统 3.50 mm × 28 mm，整体交换型（OTW）'], unit: 'H87', code: 'XA{YY}-{SEQ:4}', gtin: '08717648200274', brand: 'XIENCE ALPINE', shelfLifeDays: 730, udi: { lot: true, serial: false, manufacturedOn: false, expiresOn: true }, certificate: true },
	{ sku: '71360949', kind: 'finished_product', name: ['EMPERION 19 mm modular pilot', 'EMPERION 19 mm 组配式导向头'], description: ['19MM MODULAR PILOT. Femoral stem prosthesis trial; sterilise by steam before use.', '19 mm 组配式导向头。股骨柄试模，使用前需湿热灭菌。'], unit: 'H87', code: 'EP{YY}-{SEQ:4}', gtin: '03596010535344', brand: 'EMPERION', udi: { lot: true, serial: false, manufacturedOn: false, expiresOn: false }, certificate: true },
]

export const auroraItems: readonly ItemData[] = [...rawMaterials, ...packaging, ...components, ...intermediates, ...finishedProducts]
