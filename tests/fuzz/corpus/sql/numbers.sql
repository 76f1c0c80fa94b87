SELECT spm_number('1.234', 'real'); SELECT spm_number(1e300, 'integer'), spm_number(x'00', 'rupiah');
SELECT spm_number('Rp 1', 'rupiah')