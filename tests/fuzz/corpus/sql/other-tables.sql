SELECT * FROM spm_peer('2023-TW2'); SELECT * FROM spm_opd_status('2023-TW2'); SELECT * FROM spm_edition_diff('a', 'b');
SELECT * FROM spm_source('11.01', '2023-TW2', 'k-paud.A1'); SELECT * FROM spm_reconcile;
SELECT * FROM spm_filing('2023-TW2'); SELECT * FROM spm_budget('2023-TW2')