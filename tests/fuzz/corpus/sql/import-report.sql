SELECT * FROM spm_import_report; SELECT place, pesan FROM spm_import_report('a*', 5) WHERE kind = 'tertahan';
SELECT * FROM spm_import_report(1, 0)
