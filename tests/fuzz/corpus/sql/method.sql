INSERT INTO method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree)
VALUES ('x', 0.5, 0.5, 'pooled', 'full', 'available', 0, 'flat');
INSERT INTO band(method, floor, name) VALUES ('x', 0, 'a'), ('x', 60, 'b');
SELECT * FROM spm_method('2023-TW2') WHERE method = 'x'; SELECT score, band FROM spm_score('2023-TW2', NULL, 'x');
UPDATE rule SET threshold = 0.25, enabled = 0 WHERE rule = 'need changed'; UPDATE method SET cap = 1