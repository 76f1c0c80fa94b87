// row.js: one row as the line that every host prints.
module.exports = row => row.map(value => {
  if (value === null) return '\\N';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return bits.toString('hex');
}).join('\t');
