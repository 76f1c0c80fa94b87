SELECT rank, name, score, best, worst FROM spm_rank('2023-TW2') WHERE of = '1.01' AND (level = 'kabupaten'
OR rank IS NULL)