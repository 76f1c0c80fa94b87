SELECT spm_days_late('2023-04-20T17:30:00Z', '2023-04-20', '+07:00'), spm_implied(23, 67.65),
spm_implied(9223372036854775807, 1e-300)