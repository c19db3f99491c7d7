/** US dollars for people: `$12.34`, `$0.0042`, `<$0.000001`. Small amounts keep two figures. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < 0.000_001) return '<$0.000001';
  if (dollars < 0.0995) return `$${Number(dollars.toPrecision(2))}`;
  const amount = dollars.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `$${amount}`;
}
