SELECT spm_import('x', '{"dry_run": true}'); SELECT spm_import('x', '["dry_run"]'); SELECT spm_import('x');
SELECT spm_accept(); SELECT spm_import_undo(2); SELECT spm_import_undo(-1)