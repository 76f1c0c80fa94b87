SELECT * FROM spm_input_status('2023-TW2', '2023-08-05') WHERE as_of = 'kemarin';
SELECT * FROM spm_input_rate('2023-TW2', 'part') WHERE as_of IS NULL