SELECT spm_period('Triwulan II 2023'), spm_period_start('2023Q1'), spm_period_add('2023Q1', 1), spm_band(97.5),
spm_round(42.005), spm_ratio(10, 5), spm_snap(0.3)