/** A4 with the margins of an official document; screens get the same sheet on grey. */
export const PAGE_STYLE = `
@page { size: A4; margin: 25mm 20mm 22mm 22mm; @bottom-center { content: "— " counter(page) " —"; font-size: 10pt; } }
* { box-sizing: border-box; }
body { margin: 0; background: #e6e6e6; color: #111; font: 11.5pt/1.75 FangSong, STFangsong, "Noto Serif CJK SC", SimSun, serif; }
main { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 22mm 20mm 20mm 22mm; background: #fff; }
header { text-align: center; }
.issuer { margin: 0; color: #c8102e; font: 700 27pt/1.4 "FZXiaoBiaoSong-B05S", "Source Han Serif SC", "Noto Serif CJK SC", STZhongsong, SimSun, serif; letter-spacing: .12em; }
.line { display: flex; justify-content: space-between; margin: 5mm 0 2mm; font-size: 11.5pt; }
.rule { height: 0; border: 0; border-top: 1.6pt solid #c8102e; margin: 0 0 9mm; }
h1 { margin: 0; font: 700 18pt/1.5 "Source Han Serif SC", "Noto Serif CJK SC", STZhongsong, SimSun, serif; }
.covers { margin: 1mm 0 6mm; }
h2 { margin: 7mm 0 2mm; font: 700 13pt/1.6 SimHei, "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; break-after: avoid; }
h3 { margin: 5mm 0 1.5mm; font: 12pt/1.6 KaiTi, STKaiti, "Noto Serif CJK SC", serif; break-after: avoid; }
p { margin: 1.5mm 0; }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.45; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .5pt solid #777; padding: 1.2mm 1.8mm; text-align: left; vertical-align: middle; overflow-wrap: anywhere; }
th { background: #f3f0ea; font-weight: 700; text-align: center; word-break: keep-all; }
td.n, td.c { text-align: center; white-space: nowrap; }
td.n { font-variant-numeric: tabular-nums; }
td.value { font-weight: 700; }
td.unit { min-width: 30mm; }
td.n .base { white-space: nowrap; }
table.list { font-size: 9pt; line-height: 1.35; }
table.list .base { font-size: 8pt; }
td.remark { min-width: 40mm; font-size: 9pt; line-height: 1.4; }
.base { display: block; font-size: 8.5pt; line-height: 1.4; color: #555; font-weight: 400; white-space: normal; }
.unmet { color: #c8102e; font-weight: 700; }
.note { font-size: 9pt; line-height: 1.55; color: #444; }
ul { margin: 1mm 0; padding-left: 6mm; }
footer { margin-top: 10mm; padding-top: 2.5mm; border-top: .5pt solid #777; }
footer .note { overflow-wrap: anywhere; }
@media print { body { background: none; } main { width: auto; min-height: 0; margin: 0; padding: 0; } }
`;
