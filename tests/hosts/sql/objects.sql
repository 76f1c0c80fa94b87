/* Every table-valued function that answers on the sample: each SQLite must give the same rows. spm_award is in
  writing.sql. */
SELECT 'spm_budget', *
FROM spm_budget('2023-TW2');
SELECT 'spm_change', *
FROM spm_change('2023-TW1', '2023-TW2', '11.12');
SELECT 'spm_chase', *
FROM spm_chase('2023-TW2');
SELECT 'spm_column', *
FROM spm_column;
SELECT 'spm_curve', *
FROM spm_curve('2023-TW2');
SELECT 'spm_deadline', *
FROM spm_deadline('2023-TW2');
SELECT 'spm_denominator_watch', *
FROM spm_denominator_watch('2023-TW2', '2024-TW2');
SELECT 'spm_edition_diff', *
FROM spm_edition_diff('2023-TW2 batas input', '2023-TW2 akhir');
SELECT 'spm_explain', *
FROM spm_explain('32.12', '2023-TW4');
SELECT 'spm_field_score', *
FROM spm_field_score('2023-TW2');
SELECT 'spm_filing', *
FROM spm_filing('2023-TW2');
SELECT 'spm_finding', *
FROM spm_finding('2023-TW2');
SELECT 'spm_help', *
FROM spm_help;
SELECT 'spm_import_report', *
FROM spm_import_report(2);
SELECT 'spm_indicator_score', *
FROM spm_indicator_score('2023-TW2')
WHERE region BETWEEN '11' AND '11.99';
SELECT 'spm_input_rate', *
FROM spm_input_rate('2023-TW2');
SELECT 'spm_input_status', *
FROM spm_input_status('2023-TW2');
SELECT 'spm_method', *
FROM spm_method('2023-TW2');
SELECT 'spm_next_band', *
FROM spm_next_band('53.02', '2023-TW2');
SELECT 'spm_opd_status', *
FROM spm_opd_status('2023-TW2');
SELECT 'spm_pairs', *
FROM spm_pairs('2023-TW2', 'provinsi');
SELECT 'spm_peer', *
FROM spm_peer('2023-TW2');
SELECT 'spm_point', *
FROM spm_point('2023-TW2')
WHERE region = '32.12';
SELECT 'spm_quality', *
FROM spm_quality('2023-TW2')
WHERE region = '32.12';
SELECT 'spm_quarter', *
FROM spm_quarter('2023-TW2');
SELECT 'spm_rank', *
FROM spm_rank('2023-TW2');
SELECT 'spm_reconcile', *
FROM spm_reconcile;
SELECT 'spm_score', *
FROM spm_score('2023-TW2');
SELECT 'spm_service_score', *
FROM spm_service_score('2023-TW2');
SELECT 'spm_source', *
FROM spm_source('36.71', '2023-TW2', 'k-paud.A1');
SELECT 'spm_summary', *
FROM spm_summary('2023-TW2');
SELECT 'spm_target', *
FROM spm_target('2023-TW2');
SELECT 'spm_trend', *
FROM spm_trend('32.12');
SELECT 'spm_weight_range', *
FROM spm_weight_range('2023-TW2', 'provinsi', 0.5, 1);
